package io.ringfence.engine.stop;

import io.ringfence.journal.message.StopReason;

/** One rule of a profile: where it wants the stop. What it knows beside its settings is what the position shows. */
interface StopRule {
    /** No candidate. */
    long NONE = Long.MIN_VALUE;

    StopReason reason();

    /** A stop price on the tick, or {@link #NONE}. */
    long candidate(GuardedPosition position);
}
