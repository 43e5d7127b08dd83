package io.ringfence.benchmarks.subject;

import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.Quote;
import io.ringfence.engine.strategy.Reason;
import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import io.ringfence.engine.strategy.StrategyKind;
import io.ringfence.engine.strategy.View;

/** Enters at one price, on the one side and the other in turn, and leaves the way out to the stop. */
final class EitherSide implements Strategy, StrategyKind {
    private final long bid;
    private Reason flat;

    /** @param bid at which it enters, the instrument's units */
    EitherSide(final long bid) {
        this.bid = bid;
    }

    @Override
    public String name() {
        return "either-side";
    }

    @Override
    public Strategy make(final Setup setup) {
        final EitherSide made = new EitherSide(bid);
        made.flat = setup.reason("flat");
        return made;
    }

    @Override
    public void onQuote(final Quote quote, final View view, final Intent intent) {
        if (quote.bid() == bid && view.position() == 0) {
            intent.want(view.target() == Intent.LONG ? Intent.SHORT : Intent.LONG, flat, 1);
        }
    }
}
