package io.ringfence.engine.feature;

/**
 * HMA: {@code WMA(2 x WMA(n / 2) - WMA(n))} over the whole part of the root of n; n / 2 rounded down too. Ready with bar n +
 * root - 1. Source: Alan Hull, "How to reduce lag in a moving average", 2005.
 */
final class HullMovingAverage extends Feature {
    private final int length;
    private final int half;
    private final int root;
    private final WeightedMean fast;
    private final WeightedMean slow;
    private final WeightedMean smooth;
    private final Ring raw;

    HullMovingAverage(final int length) {
        super(length, Column.price("", length + (int) Math.sqrt(length) - 1));
        this.length = length;
        half = length / 2;
        root = (int) Math.sqrt(length);
        fast = new WeightedMean(layout(), half);
        slow = new WeightedMean(layout(), length);
        smooth = new WeightedMean(layout(), root);
        raw = new Ring(layout(), root);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        fast.slide(state, at, bars.close(0), bars.close(half));
        slow.slide(state, at, bars.close(0), bars.close(length));
        if (bars.count() >= length) {
            final double value = 2 * fast.value(state, at) - slow.value(state, at);
            smooth.slide(state, at, value, raw.push(state, at, value));
        }
        if (bars.count() >= length + root - 1) {
            set(state, at, 0, smooth.value(state, at));
        }
    }
}
