package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** The order is worth too much. */
final class OrderNotionalControl implements EntryControl {
    private final LimitTable limits;

    OrderNotionalControl(final LimitTable limits) {
        this.limits = limits;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.MAX_ORDER_NOTIONAL;
    }

    @Override
    public boolean refuses(final Entry entry) {
        return entry.exceeds(limits.of(RiskLimit.MAX_ORDER_NOTIONAL, entry), entry.notional());
    }
}
