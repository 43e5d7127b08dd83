package io.ringfence.engine.signal;

import io.ringfence.journal.message.SignalReason;

/** What a strategy wants, written by it and read by the stage after the call. */
public final class Intent {
    public static final int LONG = 1;
    public static final int FLAT = 0;
    public static final int SHORT = -1;

    private boolean stated;
    private int target;
    private SignalReason reason;
    private double strength;

    /**
     * States the position that is wanted from now on.
     *
     * @param target   {@link #LONG}, {@link #FLAT} or {@link #SHORT}
     * @param strength finite, 0 and up; the larger the surer, in the strategy's own unit
     */
    public void want(final int target, final SignalReason reason, final double strength) {
        this.target = target;
        this.reason = reason;
        this.strength = strength;
        stated = true;
    }

    void clear() {
        stated = false;
    }

    boolean isStated() {
        return stated;
    }

    int target() {
        return target;
    }

    SignalReason reason() {
        return reason;
    }

    double strength() {
        return strength;
    }
}
