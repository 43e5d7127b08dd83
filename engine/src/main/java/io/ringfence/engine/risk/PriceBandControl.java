package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/** What the order is likely to pay is too far from the last trade, or nothing was traded yet. Price units. */
final class PriceBandControl implements EntryControl {
    private final LimitTable limits;
    private final MarketWatch market;

    PriceBandControl(final LimitTable limits, final MarketWatch market) {
        this.limits = limits;
        this.market = market;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.PRICE_BAND;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long last = market.lastTrade(entry.instrument());
        final long price = entry.referencePrice();
        final long parts = limits.of(RiskLimit.PRICE_BAND, entry);
        final long band = parts == RiskLimit.OFF ? parts : Money.multiplyDivideDown(last, parts, RiskLimit.WHOLE);
        return entry.exceeds(band, Math.absExact(Math.subtractExact(price, last))) || last == 0 || price <= 0;
    }
}
