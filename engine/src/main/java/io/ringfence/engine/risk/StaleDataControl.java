package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** The last quote is too old, or there is none. Bound and value in ns. */
final class StaleDataControl implements EntryControl {
    private final LimitTable limits;
    private final MarketWatch market;

    StaleDataControl(final LimitTable limits, final MarketWatch market) {
        this.limits = limits;
        this.market = market;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.STALE_DATA;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long quotedNs = market.quoteNs(entry.instrument());
        return entry.exceeds(
                limits.of(RiskLimit.STALE_DATA, entry), quotedNs == 0 ? Long.MAX_VALUE : entry.nowNs() - quotedNs);
    }
}
