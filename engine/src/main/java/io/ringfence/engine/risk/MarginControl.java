package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/** Too much of the account's margin balance is needed to keep its positions, as the venue states it; in parts of 1e9. */
final class MarginControl implements EntryControl {
    private final LimitTable limits;
    private final Surroundings surroundings;

    MarginControl(final LimitTable limits, final Surroundings surroundings) {
        this.limits = limits;
        this.surroundings = surroundings;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.MARGIN_RATIO;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long bound = limits.of(RiskLimit.MAX_MARGIN, entry);
        final long maintenance = surroundings.maintenanceMargin();
        if (bound == RiskLimit.OFF || maintenance == 0) {
            return false;
        }
        final long balance = surroundings.marginBalance();
        return entry.exceeds(
                bound, balance <= 0 ? Long.MAX_VALUE : Money.multiplyDivideDown(maintenance, RiskLimit.WHOLE, balance));
    }
}
