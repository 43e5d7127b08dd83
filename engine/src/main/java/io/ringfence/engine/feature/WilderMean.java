package io.ringfence.engine.feature;

/**
 * Wilder's smoothing: {@code mean = (mean x (n - 1) + value) / n}, that is {@code mean += (value - mean) / n}, seeded with the simple mean of the first n values, ready
 * with the n-th (J. Welles Wilder, "New Concepts in Technical Trading Systems", 1978).
 */
final class WilderMean {
    private final int length;
    private final double weight;
    private final int mean;
    private final int count;

    WilderMean(final StateLayout layout, final int length) {
        this.length = length;
        weight = 1.0 / length;
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
