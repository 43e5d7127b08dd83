package io.ringfence.engine.risk;

import io.ringfence.journal.message.RiskRule;

/** The instruments of a group are worth too much together, with this. */
final class GroupControl implements EntryControl {
    private final LimitTable limits;
    private final Exposure exposure;

    GroupControl(final LimitTable limits, final Exposure exposure) {
        this.limits = limits;
        this.exposure = exposure;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.GROUP_NOTIONAL;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final int group = limits.groupOf(entry.instrument());
        return group != LimitTable.NO_GROUP
                && entry.exceeds(limits.groupBound(group), Math.addExact(exposure.ofGroup(group), entry.notional()));
    }
}
