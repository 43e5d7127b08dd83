package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** Too many entries within a second or a minute, of the account or in the instrument. */
final class OrderRateControl implements EntryControl {
    private final LimitTable limits;
    private final OrderFlow flow;

    OrderRateControl(final LimitTable limits, final OrderFlow flow) {
        this.limits = limits;
        this.flow = flow;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.ORDER_RATE;
    }

    @Override
    public boolean refuses(final Entry entry) {
        return refuses(
                        entry,
                        OrderFlow.ACCOUNT,
                        limits.of(RiskLimit.ORDERS_PER_SECOND),
                        limits.of(RiskLimit.ORDERS_PER_MINUTE))
                || refuses(
                        entry,
                        entry.instrument(),
                        limits.of(RiskLimit.ORDERS_PER_SECOND, entry),
                        limits.of(RiskLimit.ORDERS_PER_MINUTE, entry));
    }

    /** What is taken and one more. */
    private boolean refuses(final Entry entry, final int instrument, final long perSecond, final long perMinute) {
        final long nowNs = entry.nowNs();
        return (perSecond != RiskLimit.OFF && entry.exceeds(perSecond, flow.ofSecond(instrument, perSecond, nowNs) + 1))
                || (perMinute != RiskLimit.OFF
                        && entry.exceeds(perMinute, flow.ofMinute(instrument, perMinute, nowNs) + 1));
    }
}
