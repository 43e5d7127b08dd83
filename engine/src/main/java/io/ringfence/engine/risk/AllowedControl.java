package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** Entries are switched off for the instrument or strategy, or it is not their time of day. Bound 0; value 1 for a
 * switch, for a session the minute of the day from 1. */
final class AllowedControl implements EntryControl {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long MINUTES_OF_A_DAY = 1_440;

    private final LimitTable limits;

    AllowedControl(final LimitTable limits) {
        this.limits = limits;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.NOT_ALLOWED;
    }

    @Override
    public boolean refuses(final Entry entry) {
        if (!limits.isOn(RiskLimit.ENTRIES, entry)) {
            return entry.exceeds(0, 1);
        }
        final long session = limits.of(RiskLimit.SESSION, entry);
        final long minute = Math.floorMod(entry.nowNs() / MINUTE_NS, MINUTES_OF_A_DAY);
        return session != RiskLimit.OFF && !RiskLimit.isWithin(session, minute) && entry.exceeds(0, minute + 1);
    }
}
