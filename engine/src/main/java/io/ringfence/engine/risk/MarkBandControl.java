package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/**
 * The price is too far from the mark price. Price units. Where mark prices are followed and there is none, or an old one, nobody knows how far: that
 * refuses with bound 0 and the price itself. Where none are followed (spot, files of trades), there is nothing to compare with.
 */
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
        if (parts == RiskLimit.OFF) {
            return false;
        }
        if (market.lacksMark(entry.instrument(), entry.nowNs())) {
            return entry.exceeds(0, Math.max(1, entry.referencePrice()));
        }
        final long mark = market.mark(entry.instrument());
        return mark > 0
                && entry.exceeds(
                        Money.multiplyDivideDown(mark, parts, RiskLimit.WHOLE),
                        Math.absExact(Math.subtractExact(entry.referencePrice(), mark)));
    }
}
