package io.ringfence.engine.feature;

/**
 * Vortex: plus sums |high - previous low|, minus |low - previous high| over n bars, each over the sum of true ranges; 0
 * without range. Ready with bar n + 1. Source: Botes and Siepman, Stocks & Commodities 28, 2010.
 */
final class Vortex extends Feature {
    private final int length;
    private final ExactSum plus;
    private final ExactSum minus;
    private final ExactSum range;

    Vortex(final int length) {
        super(length + 1, Column.plain("plus", length + 1), Column.plain("minus", length + 1));
        this.length = length;
        plus = new ExactSum(layout());
        minus = new ExactSum(layout());
        range = new ExactSum(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        plus.slide(state, at, rise(bars, 0), rise(bars, length));
        minus.slide(state, at, fall(bars, 0), fall(bars, length));
        range.slide(state, at, bars.trueRange(0), bars.trueRange(length));
        if (bars.count() > length) {
            final double way = range.value(state, at);
            set(state, at, 0, way == 0 ? 0 : plus.value(state, at) / way);
            set(state, at, 1, way == 0 ? 0 : minus.value(state, at) / way);
        }
    }

    private static double rise(final Bars bars, final int ago) {
        return ago + 1 < bars.count() ? Math.abs(bars.high(ago) - bars.low(ago + 1)) : 0;
    }

    private static double fall(final Bars bars, final int ago) {
        return ago + 1 < bars.count() ? Math.abs(bars.low(ago) - bars.high(ago + 1)) : 0;
    }
}
