package io.ringfence.engine.stop;

import io.ringfence.journal.message.StopReason;

/** From a profit on, the position must not lose any more. */
record BreakEvenRule(PriceShare trigger, PriceShare offset) implements StopRule {
    @Override
    public StopReason reason() {
        return StopReason.BREAK_EVEN;
    }

    @Override
    public long candidate(final GuardedPosition position) {
        return position.hasGained(trigger) ? position.stopAhead(offset.down(position.entry(), position.tick())) : NONE;
    }
}
