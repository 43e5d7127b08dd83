package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/** Equity is too far below its peak: money, of the peak. */
final class DrawdownControl implements EntryControl {
    private final LimitTable limits;
    private final AccountBook book;

    DrawdownControl(final LimitTable limits, final AccountBook book) {
        this.limits = limits;
        this.book = book;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.DRAWDOWN;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long parts = limits.of(RiskLimit.MAX_DRAWDOWN, entry);
        return parts != RiskLimit.OFF
                && entry.exceeds(
                        Money.multiplyDivideDown(Math.max(0, book.peak()), parts, RiskLimit.WHOLE), book.drawdown());
    }
}
