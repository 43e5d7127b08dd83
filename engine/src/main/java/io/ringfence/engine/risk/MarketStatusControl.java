package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** The venue does not trade the instrument. Bound 0, value 1. */
final class MarketStatusControl implements EntryControl {
    private final LimitTable limits;
    private final MarketWatch market;

    MarketStatusControl(final LimitTable limits, final MarketWatch market) {
        this.limits = limits;
        this.market = market;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.MARKET_STATUS;
    }

    @Override
    public boolean refuses(final Entry entry) {
        return limits.isOn(RiskLimit.MARKET_STATUS, entry)
                && market.isHalted(entry.instrument())
                && entry.exceeds(0, 1);
    }
}
