package io.ringfence.engine.feature;

/**
 * CCI: {@code (typical - mean) / (0.015 x mean absolute distance from the mean)} over n typical prices, 0 where all are the
 * same. Ready with bar n. The distances are all taken anew, because the mean moves: the one feature whose cost grows with n.
 * Source: Lambert, "Commodity channel index", Commodities, October 1980.
 */
final class CommodityChannelIndex extends Feature {
    private static final double LAMBERT = 0.015;

    private final int length;
    private final Ring typicals;
    private final ExactSum sum;

    CommodityChannelIndex(final int length) {
        super(0, Column.plain("", length));
        this.length = length;
        typicals = new Ring(layout(), length);
        sum = new ExactSum(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        // Thirds, and the mean's n-th, are never taken: they cancel, and whole prices stay exact.
        final double entering = length * bars.tripleTypical(0);
        sum.slide(state, at, entering, typicals.push(state, at, entering));
        if (bars.count() >= length) {
            final double mean = sum.value(state, at) / length;
            final double distance = typicals.distances(state, at, mean) / length;
            set(state, at, 0, distance == 0 ? 0 : (entering - mean) / (LAMBERT * distance));
        }
    }
}
