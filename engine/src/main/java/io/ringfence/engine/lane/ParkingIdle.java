package io.ringfence.engine.lane;

import io.ringfence.engine.ring.EventRing;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;

/**
 * Parks a lane's thread until the next event is published. A lane before it announces nothing, so whoever waits for one looks
 * again soon.
 */
final class ParkingIdle implements IdleStrategy {
    private static final long OTHER_LANE_NS = 20_000;

    private final Lane lane;
    private final EventRing ring;
    private final long longestNs;

    /** The lane's thread while it sleeps, or is about to. */
    private volatile Thread sleeper;

    /** @param longestNs of one sleep */
    ParkingIdle(final Lane lane, final EventRing ring, final long longestNs) {
        this.lane = lane;
        this.ring = ring;
        this.longestNs = longestNs;
        ring.wake(this::wake);
    }

    @Override
    public void idle(final int workCount) {
        if (workCount == 0) {
            idle();
        }
    }

    /** Says first that it sleeps and looks then, as {@link #wake} publishes first: one of them sees the other. */
    @Override
    public void idle() {
        sleeper = Thread.currentThread();
        VarHandle.fullFence();
        if (ring.newest() == lane.reached()) {
            LockSupport.parkNanos(this, longestNs);
        } else {
            sleeper = null;
            LockSupport.parkNanos(this, Math.min(longestNs, OTHER_LANE_NS));
        }
        sleeper = null;
    }

    @Override
    public void reset() {
        // There is nothing to begin anew.
    }

    private void wake() {
        VarHandle.fullFence();
        final Thread sleeping = sleeper;
        if (sleeping != null) {
            LockSupport.unpark(sleeping);
        }
    }
}
