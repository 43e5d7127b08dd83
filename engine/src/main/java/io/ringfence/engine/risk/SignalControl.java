package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** One signal makes no more than so many entries; how much they may fill together, sizing sees to. */
final class SignalControl implements EntryControl {
    private final LimitTable limits;
    private final OrderFlow flow;

    SignalControl(final LimitTable limits, final OrderFlow flow) {
        this.limits = limits;
        this.flow = flow;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.ORDERS_PER_SIGNAL;
    }

    @Override
    public boolean refuses(final Entry entry) {
        return entry.exceeds(
                limits.of(RiskLimit.MAX_ORDERS_PER_SIGNAL, entry), flow.signalOrders(entry.instrument()) + 1);
    }
}
