package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** The same order, by side and quantity, went out a moment ago. Bound and value in ns. */
final class DuplicateControl implements EntryControl {
    private final LimitTable limits;
    private final OrderFlow flow;

    DuplicateControl(final LimitTable limits, final OrderFlow flow) {
        this.limits = limits;
        this.flow = flow;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.DUPLICATE;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long window = limits.of(RiskLimit.DUPLICATE_WINDOW, entry);
        return window != RiskLimit.OFF && entry.fallsBelow(window, flow.sameAgoNs(entry));
    }
}
