package io.ringfence.engine.stop;

import io.ringfence.journal.message.StopReason;

/** A distance behind the best price of the last closed bars. */
record ChandelierRule(AtrDistance distance) implements StopRule {
    @Override
    public StopReason reason() {
        return StopReason.CHANDELIER;
    }

    @Override
    public long candidate(final GuardedPosition position) {
        final long extreme = position.barsExtreme();
        if (extreme == ClosedBars.NO_PRICE) {
            return NONE;
        }
        final long behind = distance.behind(extreme, position);
        return behind == Distance.UNKNOWN ? NONE : position.stopBehind(extreme, behind);
    }
}
