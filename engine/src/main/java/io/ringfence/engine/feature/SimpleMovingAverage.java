package io.ringfence.engine.feature;

/**
 * SMA: mean of the last n closes. Ready with bar n. Source: Murphy, "Technical Analysis of the Financial Markets", 1999.
 */
final class SimpleMovingAverage extends Feature {
    private final int length;
    private final ExactSum sum;

    SimpleMovingAverage(final int length) {
        super(length, Column.price("", length));
        this.length = length;
        sum = new ExactSum(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        sum.slide(state, at, bars.close(0), bars.close(length));
        if (bars.count() >= length) {
            set(state, at, 0, sum.value(state, at) / length);
        }
    }
}
