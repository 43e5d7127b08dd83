package io.ringfence.engine.feature;

/**
 * CCI: {@code (typical - mean) / (0.015 x mean absolute distance from the mean)} over n typical prices, 0 where all are the
 * same. Ready with bar n. The distances are all taken anew, because the mean moves: the one feature whose cost grows with n.
 * Source: Lambert, "Commodity channel index", Commodities, October 1980.
 */
final class CommodityChannelIndex extends Feature {
    private static final double LAMBERT = 0.015;

    private final int length;
    private final ExactSum sum;

    CommodityChannelIndex(final int length) {
        super(length, Column.plain("", length));
        this.length = length;
        sum = new ExactSum(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        sum.slide(state, at, bars.tripleTypical(0), bars.tripleTypical(length));
        if (bars.count() >= length) {
            // Thirds, and the mean's n-th, are never taken: they cancel, and whole prices stay exact.
            final double nTimesMean = sum.value(state, at);
            final double distance = meanDistance(bars, nTimesMean);
            final double above = length * bars.tripleTypical(0) - nTimesMean;
            set(state, at, 0, distance == 0 ? 0 : above / (LAMBERT * distance));
        }
    }

    private double meanDistance(final Bars bars, final double nTimesMean) {
        double distances = 0;
        for (int i = 0; i < length; i++) {
            distances += Math.abs(length * bars.tripleTypical(i) - nTimesMean);
        }
        return distances / length;
    }
}
