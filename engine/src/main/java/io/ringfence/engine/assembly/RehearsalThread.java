package io.ringfence.engine.assembly;

import io.ringfence.engine.rehearsal.Rehearsal;
import io.ringfence.gateway.credentials.Credentials;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rehearses once the start is over, so that no position waits for it; a daemon thread of its own. That a rehearsal fails is said, and is
 * no reason to halt.
 */
final class RehearsalThread {
    private static final Logger LOG = LoggerFactory.getLogger(RehearsalThread.class);
    private static final long LOOK_MS = 20;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long JOIN_MS = 10_000;

    private final int orders;
    private final Credentials.Kind keys;
    private final BooleanSupplier guarded;
    private final BooleanSupplier halted;
    private final Thread thread = new Thread(this::run, "ringfence-rehearsal");
    private volatile boolean stopping;

    /**
     * @param orders  0: nothing is rehearsed
     * @param keys    of what kind the account's are
     * @param guarded whether the start is over
     */
    RehearsalThread(
            final int orders,
            final Credentials.Kind keys,
            final BooleanSupplier guarded,
            final BooleanSupplier halted) {
        this.orders = orders;
        this.keys = keys;
        this.guarded = guarded;
        this.halted = halted;
        thread.setDaemon(true);
    }

    /** @param freeCores that no thread spins on: without one the lanes would wait for a core meanwhile */
    void start(final int freeCores) {
        if (orders > 0 && freeCores > 0) {
            thread.start();
        } else if (orders > 0) {
            LOG.info("nothing is rehearsed: a thread spins on every core");
        }
    }

    /** Doesn't wait. */
    void giveUp() {
        stopping = true;
    }

    void join() throws InterruptedException {
        thread.join(JOIN_MS);
    }

    private void run() {
        try {
            while (goesOn() && !guarded.getAsBoolean()) {
                Thread.sleep(LOOK_MS);
            }
            if (goesOn()) {
                rehearse();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException | LinkageError | AssertionError e) {
            LOG.error("the rehearsal has failed: first orders take longer", e);
        }
    }

    private boolean goesOn() {
        return !stopping && !halted.getAsBoolean();
    }

    private void rehearse() {
        final long startNanos = System.nanoTime();
        final long filled =
                new Rehearsal(keys).run(orders, () -> goesOn() && System.nanoTime() - startNanos < LIMIT_NANOS);
        final long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        if (filled >= orders) {
            LOG.info("rehearsed: {} orders on a made-up market in {} ms", filled, tookMs);
        } else if (goesOn()) {
            LOG.warn("rehearsed only {} of {} orders in {} ms: first orders take longer", filled, orders, tookMs);
        }
    }
}
