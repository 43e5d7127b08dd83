package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** Too many entries were filled within a minute, of the account or in the instrument: paused. */
final class ExecutionControl implements EntryControl {
    private final LimitTable limits;
    private final OrderFlow flow;

    ExecutionControl(final LimitTable limits, final OrderFlow flow) {
        this.limits = limits;
        this.flow = flow;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.EXECUTION_RATE;
    }

    @Override
    public boolean refuses(final Entry entry) {
        return refuses(entry, OrderFlow.ACCOUNT, limits.of(RiskLimit.MAX_EXECUTIONS))
                || refuses(entry, entry.instrument(), limits.of(RiskLimit.MAX_EXECUTIONS, entry));
    }

    private boolean refuses(final Entry entry, final int instrument, final long bound) {
        return bound != RiskLimit.OFF && entry.exceeds(bound, flow.executionsOfPause(instrument, entry.nowNs()));
    }
}
