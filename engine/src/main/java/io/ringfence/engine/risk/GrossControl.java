package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** All instruments are worth too much together, with this. */
final class GrossControl implements EntryControl {
    private final LimitTable limits;
    private final Exposure exposure;

    GrossControl(final LimitTable limits, final Exposure exposure) {
        this.limits = limits;
        this.exposure = exposure;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.MAX_GROSS_NOTIONAL;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long bound = limits.of(RiskLimit.MAX_GROSS_NOTIONAL, entry);
        return bound != RiskLimit.OFF && entry.exceeds(bound, Math.addExact(exposure.gross(), entry.notional()));
    }
}
