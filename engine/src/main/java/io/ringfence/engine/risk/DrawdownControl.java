package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/** Equity, or the strategy's profit, is too far below its peak: money, of the peak of equity. */
final class DrawdownControl implements EntryControl {
    private final LimitTable limits;
    private final AccountBook book;
    private final StrategyBook strategies;

    DrawdownControl(final LimitTable limits, final AccountBook book, final StrategyBook strategies) {
        this.strategies = strategies;
        this.limits = limits;
        this.book = book;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.DRAWDOWN;
    }

    @Override
    public boolean refuses(final Entry entry) {
        return exceeds(entry, limits.of(RiskLimit.MAX_DRAWDOWN, entry), book.drawdown())
                || exceeds(
                        entry,
                        limits.ofStrategy(RiskLimit.MAX_DRAWDOWN, entry.strategy()),
                        strategies.drawdown(entry.strategy()));
    }

    private boolean exceeds(final Entry entry, final long parts, final long drawdown) {
        return parts != RiskLimit.OFF
                && entry.exceeds(Money.multiplyDivideDown(Math.max(0, book.peak()), parts, RiskLimit.WHOLE), drawdown);
    }
}
