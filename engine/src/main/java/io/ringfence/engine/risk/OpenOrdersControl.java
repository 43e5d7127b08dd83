package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** Too many orders without an end in the instrument. */
final class OpenOrdersControl implements EntryControl {
    private final LimitTable limits;

    OpenOrdersControl(final LimitTable limits) {
        this.limits = limits;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.MAX_OPEN_ORDERS;
    }

    @Override
    public boolean refuses(final Entry entry) {
        return entry.exceeds(limits.of(RiskLimit.MAX_OPEN_ORDERS, entry), entry.openOrders() + 1L);
    }
}
