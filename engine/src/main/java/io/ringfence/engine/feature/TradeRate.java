package io.ringfence.engine.feature;

/** Trades per second over the last n bars. Ready with bar n if the source tells how many there were. Source: a count. */
final class TradeRate extends Feature {
    private final int length;
    private final double seconds;
    private final ExactSum trades;
    private final KnownRun known;

    TradeRate(final int length, final long timeframeMs) {
        super(length, Column.plain("", length));
        this.length = length;
        seconds = length * (timeframeMs / 1000.0);
        trades = new ExactSum(layout());
        known = new KnownRun(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        final double entering = known.update(state, at, bars.tradeCount(0));
        trades.slide(state, at, entering, KnownRun.orZero(bars.tradeCount(length)));
        if (known.covers(state, at, length)) {
            set(state, at, 0, trades.value(state, at) / seconds);
        }
    }
}
