package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** The account, the strategy, or the instrument alone, has lost too much since the day began, realised or not: money, of the equity with which the day began. */
final class DailyLossControl implements EntryControl {
    private final LimitTable limits;
    private final AccountBook book;
    private final StrategyBook strategies;

    DailyLossControl(final LimitTable limits, final AccountBook book, final StrategyBook strategies) {
        this.strategies = strategies;
        this.limits = limits;
        this.book = book;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.DAILY_LOSS;
    }

    @Override
    public boolean refuses(final Entry entry) {
        return book.exceedsLoss(limits.of(RiskLimit.MAX_DAILY_LOSS), book.lossOfDay(), entry)
                || book.exceedsLoss(
                        limits.ofStrategy(RiskLimit.MAX_DAILY_LOSS, entry.strategy()),
                        strategies.lossOfDay(entry.strategy()),
                        entry)
                || book.exceedsLoss(
                        limits.of(RiskLimit.MAX_DAILY_LOSS, entry), book.lossOfDay(entry.instrument()), entry);
    }
}
