package io.ringfence.engine.stop;

import io.ringfence.journal.message.StopReason;

/** A ladder: from each profit on, a part of it is kept. Both rise from rung to rung. */
record ProfitLockRule(PriceShare[] at, PriceShare[] keep) implements StopRule {
    @Override
    public StopReason reason() {
        return StopReason.PROFIT_LOCK;
    }

    @Override
    public long candidate(final GuardedPosition position) {
        for (int rung = at.length - 1; rung >= 0; rung--) {
            if (position.hasGained(at[rung])) {
                return position.stopAhead(keep[rung].down(position.entry(), position.tick()));
            }
        }
        return NONE;
    }
}
