package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/** The price is too far from the mark price, where the venue sends one. Price units. */
final class MarkBandControl implements EntryControl {
    private final LimitTable limits;
    private final MarketWatch market;

    MarkBandControl(final LimitTable limits, final MarketWatch market) {
        this.limits = limits;
        this.market = market;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.MARK_BAND;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long parts = limits.of(RiskLimit.MARK_BAND, entry);
        final long mark = market.mark(entry.instrument());
        return parts != RiskLimit.OFF
                && mark > 0
                && entry.exceeds(
                        Money.multiplyDivideDown(mark, parts, RiskLimit.WHOLE),
                        Math.absExact(Math.subtractExact(entry.referencePrice(), mark)));
    }
}
