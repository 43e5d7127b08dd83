package io.ringfence.engine.feature;

/**
 * Trend of a higher timeframe, {@code factor} times as long, whose candles begin at its multiples since 1970: trend is 1, -1
 * or 0 as the EMA(fast) of its closes lies above, below or on the EMA(slow); strength is their distance in percent of the
 * slow one. Only closed candles count, each from the very bar that ends it, so nothing of the future is in it; a candle whose
 * last bar is missing is closed by the next bar there is. Ready with the slow-th such candle. Source: Elder, "Trading for a
 * Living", 1993 (triple screen).
 */
final class HigherTimeframeTrend extends Feature {
    private final long timeframeMs;
    private final long higherMs;
    private final Convergence averages;
    private final int candle;
    private final int last;
    private final int open;

    HigherTimeframeTrend(final int factor, final int fast, final int slow, final long timeframeMs) {
        super(0, Column.plain("trend", (slow - 1) * factor + 1), Column.plain("strength", (slow - 1) * factor + 1));
        this.timeframeMs = timeframeMs;
        higherMs = timeframeMs * factor;
        averages = new Convergence(layout(), fast, slow);
        candle = layout().take(1);
        last = layout().take(1);
        open = layout().take(1);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        final long its = Math.floorDiv(bars.timeMs(0), higherMs);
        if (state[at + open] != 0 && its != (long) state[at + candle]) {
            close(state, at);
        }
        state[at + candle] = its;
        state[at + last] = bars.close(0);
        state[at + open] = 1;
        if (bars.timeMs(0) + timeframeMs >= (its + 1) * higherMs) {
            close(state, at);
        }
        if (averages.isReady(state, at)) {
            final double line = averages.line(state, at);
            set(state, at, 0, Math.signum(line));
            set(state, at, 1, 100 * line / averages.slow(state, at));
        }
    }

    private void close(final double[] state, final int at) {
        averages.update(state, at, state[at + last]);
        state[at + open] = 0;
    }
}
