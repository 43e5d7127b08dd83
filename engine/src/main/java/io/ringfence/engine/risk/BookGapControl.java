package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** An update of the book is missing. Bound 0, value 1. */
final class BookGapControl implements EntryControl {
    private final LimitTable limits;
    private final MarketWatch market;

    BookGapControl(final LimitTable limits, final MarketWatch market) {
        this.limits = limits;
        this.market = market;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.BOOK_GAP;
    }

    @Override
    public boolean refuses(final Entry entry) {
        return limits.isOn(RiskLimit.BOOK_GAP, entry) && market.hasBookGap(entry.instrument()) && entry.exceeds(0, 1);
    }
}
