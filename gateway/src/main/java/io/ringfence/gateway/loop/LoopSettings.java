package io.ringfence.gateway.loop;

import java.util.concurrent.TimeUnit;

/**
 * @param name         of the loop's thread
 * @param maxSleepNanos the longest a {@link IdleMode#BLOCK} loop sleeps, ns, at least 1; ignored when spinning
 */
public record LoopSettings(String name, IdleMode idleMode, Transport transport, long maxSleepNanos) {
    /** So long does progress wait at most that nobody announced by {@link PollingLoop#wakeUp}. */
    public static final long DEFAULT_MAX_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    public LoopSettings {
        if (maxSleepNanos < 1) {
            throw new IllegalArgumentException(
                    "loop " + name + ": maxSleepNanos=" + maxSleepNanos + " must be at least 1");
        }
    }

    /** The best transport of this machine and the default bound. */
    public static LoopSettings of(final String name, final IdleMode idleMode) {
        return new LoopSettings(name, idleMode, Transport.best(), DEFAULT_MAX_SLEEP_NANOS);
    }
}
