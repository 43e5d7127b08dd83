package io.ringfence.engine.feature;

/**
 * Donchian channel: highest high and lowest low of the last n bars, the newest among them, and the middle of both. A breakout
 * is seen against the value of the bar before. Ready with bar n. Source: Donchian, "High finance in copper", Financial
 * Analysts Journal 16, 1960.
 */
final class DonchianChannel extends Feature {
    private final RangePosition range;

    DonchianChannel(final int length) {
        super(0, Column.price("upper", length), Column.price("middle", length), Column.price("lower", length));
        range = new RangePosition(layout(), length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        range.update(state, at, bars.high(0), bars.low(0));
        if (range.isReady(state, at)) {
            set(state, at, 0, range.highest(state, at));
            set(state, at, 1, range.middle(state, at));
            set(state, at, 2, range.lowest(state, at));
        }
    }
}
