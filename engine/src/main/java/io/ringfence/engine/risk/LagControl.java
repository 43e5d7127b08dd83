package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/** The stages are behind the market: in ns, or in parts of 1e9 of the ring. */
final class LagControl implements EntryControl {
    private final LimitTable limits;
    private final Surroundings surroundings;

    LagControl(final LimitTable limits, final Surroundings surroundings) {
        this.limits = limits;
        this.surroundings = surroundings;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.LAG;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long size = surroundings.ringSize();
        return entry.exceeds(limits.of(RiskLimit.MAX_LAG, entry), surroundings.lagNs())
                || (size > 0
                        && entry.exceeds(
                                limits.of(RiskLimit.MAX_RING, entry),
                                Money.multiplyDivideDown(surroundings.lagEvents(), RiskLimit.WHOLE, size)));
    }
}
