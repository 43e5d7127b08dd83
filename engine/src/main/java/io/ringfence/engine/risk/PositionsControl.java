package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** Too many instruments are held or being entered. */
final class PositionsControl implements EntryControl {
    private final LimitTable limits;
    private final Exposure exposure;

    PositionsControl(final LimitTable limits, final Exposure exposure) {
        this.limits = limits;
        this.exposure = exposure;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.MAX_POSITIONS;
    }

    @Override
    public boolean refuses(final Entry entry) {
        return entry.exceeds(limits.of(RiskLimit.MAX_POSITIONS, entry), exposure.othersThan(entry.instrument()) + 1L);
    }
}
