package io.ringfence.gateway.clock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The clock of a played market: it stands still until the venue says how far the market is. Advanced by the thread that
 * reads the market socket (opaque), read by any.
 */
public final class PlayedClock implements EngineClock {
    private static final VarHandle TIME_NS;

    static {
        try {
            TIME_NS = MethodHandles.lookup().findVarHandle(PlayedClock.class, "timeNs", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("FieldMayBeFinal")
    private long timeNs;

    public PlayedClock(final long timeNs) {
        this.timeNs = timeNs;
    }

    @Override
    public long timeNs() {
        return (long) TIME_NS.getOpaque(this);
    }

    /** Called from the market thread; an earlier time than the present one is ignored. */
    public void advanceTo(final long timeNs) {
        if (timeNs > (long) TIME_NS.getOpaque(this)) {
            TIME_NS.setOpaque(this, timeNs);
        }
    }
}
