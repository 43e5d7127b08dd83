package io.ringfence.engine.feature;

/**
 * Choppiness, 0 to 100: {@code 100 x log(sum of true ranges / (highest high - lowest low)) / log(n)} over n bars; 100, which
 * is chop, without range. Ready with bar n + 1. Source: Dreiss, 1993.
 */
final class ChoppinessIndex extends Feature {
    private static final double CHOP = 100;

    private final int length;
    private final double scale;
    private final ExactSum way;
    private final RangePosition range;

    ChoppinessIndex(final int length) {
        super(length + 1, Column.plain("", length + 1));
        this.length = length;
        scale = 100 / StrictMath.log(length);
        way = new ExactSum(layout());
        range = new RangePosition(layout(), length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        way.slide(state, at, bars.trueRange(0), bars.trueRange(length));
        range.update(state, at, bars.high(0), bars.low(0));
        if (bars.count() > length) {
            final double distance = range.highest(state, at) - range.lowest(state, at);
            set(state, at, 0, distance == 0 ? CHOP : scale * Bars.logRatio(way.value(state, at), distance));
        }
    }
}
