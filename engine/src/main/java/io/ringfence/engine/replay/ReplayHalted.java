package io.ringfence.engine.replay;

import io.ringfence.engine.lane.Halt;

/** A stage threw during a replay. */
public final class ReplayHalted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Halt.Cause halted;

    ReplayHalted(final Halt.Cause halted) {
        super("replay halted: " + halted, halted.failure());
        this.halted = halted;
    }

    public Halt.Cause halted() {
        return halted;
    }
}
