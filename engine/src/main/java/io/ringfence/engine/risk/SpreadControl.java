package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/** The spread is many times its usual. Price units. */
final class SpreadControl implements EntryControl {
    private final LimitTable limits;
    private final MarketWatch market;

    SpreadControl(final LimitTable limits, final MarketWatch market) {
        this.limits = limits;
        this.market = market;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.SPREAD;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long multiple = limits.of(RiskLimit.MAX_SPREAD, entry);
        final long usual = market.medianSpread(entry.instrument());
        return multiple != RiskLimit.OFF
                && usual > 0
                && entry.exceeds(
                        Money.multiplyDivideDown(usual, multiple, RiskLimit.ONCE),
                        market.ask(entry.instrument()) - market.bid(entry.instrument()));
    }
}
