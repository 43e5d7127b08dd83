package io.ringfence.gateway.clock;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The host's clock, read once and then followed monotonically, so that a step of it, in whichever direction, changes nothing
 * while the engine runs. It begins where an earlier engine's time ended, if the host's clock has been put back since: engine
 * time then runs ahead of the host's, as far as the measured offset to the venue says. Any thread.
 */
public final class SystemClock implements EngineClock {
    private final LongSupplier nanoTime;
    private final long behindNs;
    private final long originNs;

    public SystemClock() {
        this(0);
    }

    /** @param notBeforeNs the last time that an earlier engine had, ns since 1970; 0: there was none */
    public SystemClock(final long notBeforeNs) {
        this(notBeforeNs, System::currentTimeMillis, System::nanoTime);
    }

    SystemClock(final long notBeforeNs, final LongSupplier wallClockMs, final LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        final long wallNs = TimeUnit.MILLISECONDS.toNanos(wallClockMs.getAsLong());
        behindNs = Math.max(0, notBeforeNs - wallNs);
        originNs = wallNs + behindNs - nanoTime.getAsLong();
    }

    /** How far the host's clock was behind where engine time had to go on, ns; 0: it wasn't. */
    public long behindNs() {
        return behindNs;
    }

    @Override
    public long timeNs() {
        return originNs + nanoTime.getAsLong();
    }
}
