package io.ringfence.engine.feature;

/** WMA: mean of the last n closes, the newest weighing n, the oldest 1. Ready with bar n. Source: Murphy 1999. */
final class WeightedMovingAverage extends Feature {
    private final int length;
    private final WeightedMean mean;

    WeightedMovingAverage(final int length) {
        super(length, Column.price("", length));
        this.length = length;
        mean = new WeightedMean(layout(), length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        mean.slide(state, at, bars.close(0), bars.close(length));
        if (bars.count() >= length) {
            set(state, at, 0, mean.value(state, at));
        }
    }
}
