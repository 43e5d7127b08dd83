package io.ringfence.gateway.reconcile;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * How much of the venue's request weight reconciling may spend in a minute: half of it, so that listen keys, books and
 * the clock never wait for it. Orders count elsewhere. Waits where it is spent. Owned by one run at a time.
 */
final class RequestBudget {
    /** Of the 2400 that USD-M gives an address in a minute. */
    static final int WEIGHT_PER_MINUTE = 1_200;

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final NanoClock clock;
    private final Pause pause;
    private long minuteBeganNanos;
    private int spent;

    /** Sleeping, or in tests not. */
    interface Pause {
        void nanos(long nanos) throws InterruptedException;
    }

    RequestBudget(final NanoClock clock, final Pause pause) {
        this.clock = clock;
        this.pause = pause;
        minuteBeganNanos = clock.nanoTime();
    }

    /** Waits until {@code weight} may be spent. */
    void spend(final int weight) throws InterruptedException {
        final long nowNanos = clock.nanoTime();
        if (nowNanos - minuteBeganNanos >= MINUTE_NANOS) {
            beginMinute(nowNanos);
        } else if (spent + weight > WEIGHT_PER_MINUTE) {
            pause.nanos(minuteBeganNanos + MINUTE_NANOS - nowNanos);
            beginMinute(clock.nanoTime());
        }
        spent += weight;
    }

    private void beginMinute(final long nowNanos) {
        minuteBeganNanos = nowNanos;
        spent = 0;
    }
}
