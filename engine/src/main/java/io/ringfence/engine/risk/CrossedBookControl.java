package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** Bid and ask have met or crossed: one of them is wrong or old. Price units, from ask and bid. */
final class CrossedBookControl implements EntryControl {
    private final LimitTable limits;
    private final MarketWatch market;

    CrossedBookControl(final LimitTable limits, final MarketWatch market) {
        this.limits = limits;
        this.market = market;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.CROSSED_BOOK;
    }

    @Override
    public boolean refuses(final Entry entry) {
        return limits.isOn(RiskLimit.CROSSED_BOOK, entry)
                && entry.exceeds(market.ask(entry.instrument()) - 1, market.bid(entry.instrument()));
    }
}
