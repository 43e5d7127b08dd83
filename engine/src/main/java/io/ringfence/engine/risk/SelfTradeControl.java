package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** An order of ours on the other side is under way, with which this one might trade. Bound 0, value their number. */
final class SelfTradeControl implements EntryControl {
    private final LimitTable limits;

    SelfTradeControl(final LimitTable limits) {
        this.limits = limits;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.SELF_TRADE;
    }

    @Override
    public boolean refuses(final Entry entry) {
        return limits.isOn(RiskLimit.SELF_TRADE, entry) && entry.exceeds(0, entry.opposingOrders());
    }
}
