package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/** Too much of what the venue allows in requests is used, in parts of 1e9; or it refuses requests until a time, in ns. */
final class RequestControl implements EntryControl {
    private final LimitTable limits;
    private final Surroundings surroundings;

    RequestControl(final LimitTable limits, final Surroundings surroundings) {
        this.limits = limits;
        this.surroundings = surroundings;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.REQUEST_LIMIT;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long bound = limits.of(RiskLimit.MAX_REQUESTS, entry);
        if (bound == RiskLimit.OFF) {
            return false;
        }
        final long weight = surroundings.weightLimit();
        return entry.exceeds(entry.nowNs(), surroundings.blockedUntilNs())
                || (weight > 0
                        && entry.exceeds(
                                bound, Money.multiplyDivideDown(surroundings.usedWeight(), RiskLimit.WHOLE, weight)));
    }
}
