package io.ringfence.gateway.testing;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what another thread is going to do; gives up long after it should have. */
public final class Eventually {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private Eventually() {}

    public static void await(final String what, final BooleanSupplier condition) {
        final long giveUpNanos = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUpNanos) {
                throw new AssertionError("never happened: " + what);
            }
            try {
                Thread.sleep(1);
            } catch (final InterruptedException e) {
                throw new AssertionError("interrupted while waiting for: " + what, e);
            }
        }
    }
}
