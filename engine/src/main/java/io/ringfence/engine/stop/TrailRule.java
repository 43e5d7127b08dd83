package io.ringfence.engine.stop;

import io.ringfence.journal.message.StopReason;

/** From a profit on, a distance behind the best price. */
record TrailRule(PriceShare activation, Distance distance) implements StopRule {
    @Override
    public StopReason reason() {
        return StopReason.TRAIL;
    }

    @Override
    public long candidate(final GuardedPosition position) {
        if (!position.hasGained(activation)) {
            return NONE;
        }
        final long behind = distance.behind(position.best(), position);
        return behind == Distance.UNKNOWN ? NONE : position.stopBehind(position.best(), behind);
    }
}
