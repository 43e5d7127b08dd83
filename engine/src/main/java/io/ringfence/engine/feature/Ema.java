package io.ringfence.engine.feature;

/**
 * Exponential smoothing: {@code ema += 2 / (n + 1) x (value - ema)}, seeded with the simple mean of the first n values,
 * ready with the n-th.
 */
final class Ema {
    private final int length;
    private final double weight;
    private final int mean;
    private final int count;

    Ema(final StateLayout layout, final int length) {
        this.length = length;
        weight = 2.0 / (length + 1);
        mean = layout.take(1);
        count = layout.take(1);
    }

    void update(final double[] state, final int at, final double value) {
        if (state[at + count] == length) {
            state[at + mean] += weight * (value - state[at + mean]);
            return;
        }
        // Until it is ready the sum is kept in the mean's place.
        state[at + mean] += value;
        if (++state[at + count] == length) {
            state[at + mean] /= length;
        }
    }

    boolean isReady(final double[] state, final int at) {
        return state[at + count] == length;
    }

    double value(final double[] state, final int at) {
        return state[at + mean];
    }
}
