package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.journal.message.RiskRule;

/** The position, with what is under way and this, would be worth too much at the reference price. */
final class PositionNotionalControl implements EntryControl {
    private final LimitTable limits;
    private final Instruments instruments;

    PositionNotionalControl(final LimitTable limits, final Instruments instruments) {
        this.limits = limits;
        this.instruments = instruments;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.MAX_POSITION_NOTIONAL;
    }

    @Override
    public boolean refuses(final Entry entry) {
        return entry.exceeds(
                limits.of(RiskLimit.MAX_POSITION_NOTIONAL, entry),
                instruments.notional(entry.instrument(), entry.referencePrice(), Math.absExact(entry.positionAfter())));
    }
}
