package io.ringfence.engine.rehearsal;

import io.ringfence.engine.strategy.Indicator;
import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.Memory;
import io.ringfence.engine.strategy.Quote;
import io.ringfence.engine.strategy.Reason;
import io.ringfence.engine.strategy.Series;
import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import io.ringfence.engine.strategy.StrategyKind;
import io.ringfence.engine.strategy.View;

/**
 * Reads what a strategy of the usual kind reads, and turns its mind every so many quotes of an instrument: so there are
 * enough orders to rehearse or to measure, at a rate that doesn't depend on the market.
 */
public final class FlipOften implements Strategy, StrategyKind {
    private final int every;
    private Indicator fast;
    private Indicator slow;
    private Indicator rsi;
    private Indicator imbalance;
    private Memory quotes;
    private Reason turn;

    /** @param every quotes of an instrument between two turns */
    public FlipOften(final int every) {
        this.every = every;
    }

    @Override
    public String name() {
        return "flip-often";
    }

    @Override
    public Strategy make(final Setup setup) {
        final FlipOften made = new FlipOften(every);
        final Series series = setup.series("timeframe", "1s");
        made.fast = series.feature("ema").with("length", 12).live();
        made.slow = series.feature("ema").with("length", 26).live();
        made.rsi = series.feature("rsi").with("length", 14).live();
        made.imbalance = series.feature("book_imbalance").live();
        made.quotes = setup.memory();
        made.turn = setup.reason("turn");
        return made;
    }

    @Override
    public void onQuote(final Quote quote, final View view, final Intent intent) {
        final double seen = view.recall(quotes) + 1;
        view.remember(quotes, seen >= every ? 0 : seen);
        if (seen < every) {
            return;
        }
        intent.want(view.target() == Intent.FLAT ? Intent.LONG : Intent.FLAT, turn, strength(view));
    }

    /** Of no meaning, but of the work that it takes. */
    private double strength(final View view) {
        final double trend = view.isReady(slow) ? Math.abs(view.value(fast) - view.value(slow)) : 0;
        final double weight = view.isReady(rsi) ? view.value(rsi) : 0;
        return trend + weight + (view.isReady(imbalance) ? Math.abs(view.value(imbalance)) : 0);
    }
}
