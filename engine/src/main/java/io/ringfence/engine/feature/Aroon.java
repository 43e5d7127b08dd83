package io.ringfence.engine.feature;

/**
 * Aroon, 0 to 100: {@code 100 x (n - bars since the highest high) / n} is up, likewise down with the lowest low, among the
 * last n + 1 bars, the latest of equals; the oscillator is up - down. Ready with bar n + 1. Source: Chande, "A time price
 * oscillator", Stocks & Commodities 13, 1995.
 */
final class Aroon extends Feature {
    private final int length;
    private final RangeAges range;

    Aroon(final int length) {
        super(
                0,
                Column.plain("up", length + 1),
                Column.plain("down", length + 1),
                Column.plain("oscillator", length + 1));
        this.length = length;
        range = new RangeAges(layout(), length + 1);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        range.update(state, at, bars.high(0), bars.low(0));
        if (range.isReady(state, at)) {
            final double up = 100.0 * (length - range.highest(state, at)) / length;
            final double down = 100.0 * (length - range.lowest(state, at)) / length;
            set(state, at, 0, up);
            set(state, at, 1, down);
            set(state, at, 2, up - down);
        }
    }
}
