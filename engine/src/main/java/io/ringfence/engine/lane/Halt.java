package io.ringfence.engine.lane;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The engine's red light: lit once, by whichever thread met the failure, and never put out. From then on nothing is
 * sent, and no lane begins another batch. Any thread.
 */
public final class Halt {
    /**
     * Why the engine halted.
     *
     * @param stage    the stage or thread that failed
     * @param sequence the event that it failed at, 0 if at none
     * @param failure  what it threw
     */
    public record Cause(String stage, long sequence, Throwable failure) {
        @Override
        public String toString() {
            return "stage=" + stage + " sequence=" + sequence + " cause=" + failure;
        }
    }

    private final AtomicReference<Cause> cause = new AtomicReference<>();
    private final CountDownLatch lit = new CountDownLatch(1);

    /** Halts the engine; only the first cause is kept. */
    public void light(final String stage, final long sequence, final Throwable failure) {
        if (cause.compareAndSet(null, new Cause(stage, sequence, failure))) {
            lit.countDown();
        }
    }

    public boolean isLit() {
        return cause.get() != null;
    }

    public Optional<Cause> cause() {
        return Optional.ofNullable(cause.get());
    }

    /** Waits until lit or until the time is over; returns whether it is lit. */
    public boolean await(final long timeoutMs) throws InterruptedException {
        return lit.await(timeoutMs, TimeUnit.MILLISECONDS);
    }
}
