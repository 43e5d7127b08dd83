package io.ringfence.engine.risk;

import io.ringfence.journal.message.RiskRule;

/** Too many losses in a row, of the account, of the strategy or in the instrument, and they have not cooled down yet. Bound 0, value their number. */
final class LossStreakControl implements EntryControl {
    private final AccountBook book;
    private final StrategyBook strategies;

    LossStreakControl(final AccountBook book, final StrategyBook strategies) {
        this.strategies = strategies;
        this.book = book;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.LOSS_STREAK;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long losses = Math.max(
                book.lossesCooling(entry.instrument(), entry.nowNs()),
                strategies.lossesCooling(entry.strategy(), entry.nowNs()));
        return losses > 0 && entry.exceeds(0, losses);
    }
}
