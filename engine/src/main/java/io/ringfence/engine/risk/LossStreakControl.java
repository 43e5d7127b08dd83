package io.ringfence.engine.risk;

import io.ringfence.journal.message.RiskRule;

/** Too many losses in a row, of the account or in the instrument, and they have not cooled down yet. Bound 0, value their number. */
final class LossStreakControl implements EntryControl {
    private final AccountBook book;

    LossStreakControl(final AccountBook book) {
        this.book = book;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.LOSS_STREAK;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long losses = book.lossesCooling(entry.instrument(), entry.nowNs());
        return losses > 0 && entry.exceeds(0, losses);
    }
}
