package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/**
 * Too many orders of the instrument are under way; or an entry is, or one of unknown outcome: one more beside these would be a blind
 * resend, so this part is no matter of limits and never off.
 */
final class InFlightControl implements EntryControl {
    private final LimitTable limits;

    InFlightControl(final LimitTable limits) {
        this.limits = limits;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.IN_FLIGHT;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long limit = limits.of(RiskLimit.MAX_IN_FLIGHT, entry);
        return entry.exceeds(limit, entry.openOrders()) || entry.openOrders() == limit || entry.isBlindResend();
    }
}
