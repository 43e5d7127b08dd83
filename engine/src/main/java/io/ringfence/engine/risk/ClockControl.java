package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** The venue's clock and ours are too far apart: times of prices and orders mean nothing. Bound and value in ns. */
final class ClockControl implements EntryControl {
    private final LimitTable limits;
    private final Surroundings surroundings;

    ClockControl(final LimitTable limits, final Surroundings surroundings) {
        this.limits = limits;
        this.surroundings = surroundings;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.CLOCK_SKEW;
    }

    @Override
    public boolean refuses(final Entry entry) {
        return entry.exceeds(limits.of(RiskLimit.MAX_CLOCK_OFFSET, entry), Math.absExact(surroundings.clockOffsetNs()));
    }
}
