package io.ringfence.engine.feature;

/**
 * A mean that follows its values: {@code mean += weight x (value - mean)}, seeded with the simple mean of the first n
 * values, ready with the n-th.
 */
final class Smoothing {
    private final int length;
    private final double weight;
    private final int mean;
    private final int count;

    private Smoothing(final StateLayout layout, final int length, final double weight) {
        this.length = length;
        this.weight = weight;
        mean = layout.take(1);
        count = layout.take(1);
    }

    /** Exponential (EMA): the weight is 2 / (n + 1). */
    static Smoothing exponential(final StateLayout layout, final int length) {
        return new Smoothing(layout, length, 2.0 / (length + 1));
    }

    /** Wilder's: the weight is 1 / n (J. Welles Wilder, "New Concepts in Technical Trading Systems", 1978). */
    static Smoothing wilder(final StateLayout layout, final int length) {
        return new Smoothing(layout, length, 1.0 / length);
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
