package io.ringfence.engine.feature;

/** Simple mean of the last values of a series that keeps none itself; ready with the n-th. */
final class WindowMean {
    private final int length;
    private final Ring ring;
    private final ExactSum sum;
    private final int count;

    WindowMean(final StateLayout layout, final int length) {
        this.length = length;
        ring = new Ring(layout, length);
        sum = new ExactSum(layout);
        count = layout.take(1);
    }

    void update(final double[] state, final int at, final double value) {
        sum.slide(state, at, value, ring.push(state, at, value));
        if (state[at + count] < length) {
            state[at + count]++;
        }
    }

    boolean isReady(final double[] state, final int at) {
        return state[at + count] == length;
    }

    double value(final double[] state, final int at) {
        return sum.value(state, at) / length;
    }
}
