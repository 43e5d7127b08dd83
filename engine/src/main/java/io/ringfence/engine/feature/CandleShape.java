package io.ringfence.engine.feature;

/**
 * A bar's proportions: body is (close - open) over the range, -1 to 1; upper and lower are the shadows over the range, 0 to 1;
 * all 0 without a range. Ready with bar 1. Source: Nison, "Japanese Candlestick Charting Techniques", 1991.
 */
final class CandleShape extends Feature {
    CandleShape() {
        super(0, Column.plain("body", 1), Column.plain("upper", 1), Column.plain("lower", 1));
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        final double range = bars.range(0);
        final double open = bars.open(0);
        final double close = bars.close(0);
        set(state, at, 0, range == 0 ? 0 : (close - open) / range);
        set(state, at, 1, range == 0 ? 0 : (bars.high(0) - Math.max(open, close)) / range);
        set(state, at, 2, range == 0 ? 0 : (Math.min(open, close) - bars.low(0)) / range);
    }
}
