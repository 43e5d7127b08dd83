package io.ringfence.engine.feature;

/**
 * A mean that follows its values: {@code mean += weight x (value - mean)}, seeded with the simple mean of the first n
 * values, ready with the n-th.
 */
final class Smoothing {
    private static final int MEAN = 0;
    private static final int COUNT = 1;
    private static final int CELLS = 2;

    private final double length;
    private final double weight;
    private final int cells;

    private Smoothing(final StateLayout layout, final int length, final double weight) {
        this.length = length;
        this.weight = weight;
        cells = layout.take(CELLS);
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
        final int here = at + cells;
        final double mean = state[here + MEAN];
        final double count = state[here + COUNT];
        if (count == length) {
            state[here + MEAN] = mean + weight * (value - mean);
            return;
        }
        // Until it is ready the sum is kept in the mean's place.
        final double sum = mean + value;
        state[here + COUNT] = count + 1;
        state[here + MEAN] = count + 1 == length ? sum / length : sum;
    }

    /** What {@link #value} would be after {@link #update} with that value, where it {@link #isReadyNext}. */
    double next(final double[] state, final int at, final double value) {
        final double mean = state[at + cells + MEAN];
        return isReady(state, at) ? mean + weight * (value - mean) : (mean + value) / length;
    }

    /** Whether it will be ready after one more value. */
    boolean isReadyNext(final double[] state, final int at) {
        return state[at + cells + COUNT] >= length - 1;
    }

    boolean isReady(final double[] state, final int at) {
        return state[at + cells + COUNT] == length;
    }

    double value(final double[] state, final int at) {
        return state[at + cells + MEAN];
    }
}
