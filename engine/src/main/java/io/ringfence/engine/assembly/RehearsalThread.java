package io.ringfence.engine.assembly;

import io.ringfence.engine.rehearsal.Rehearsal;
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
    private static final long JOIN_MS = 10_000;

    private final int orders;
    private final BooleanSupplier started;
    private final Thread thread = new Thread(this::run, "ringfence-rehearsal");
    private volatile boolean stopping;

    /**
     * @param orders  0: nothing is rehearsed
     * @param started whether the start is over
     */
    RehearsalThread(final int orders, final BooleanSupplier started) {
        this.orders = orders;
        this.started = started;
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    void start() {
        if (orders > 0) {
            thread.start();
        }
    }

    void stop() throws InterruptedException {
        stopping = true;
        thread.join(JOIN_MS);
    }

    private void run() {
        try {
            while (!stopping && !started.getAsBoolean()) {
                Thread.sleep(LOOK_MS);
            }
            rehearse();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException e) {
            LOG.error("the rehearsal has failed: first orders take longer", e);
        }
    }

    private void rehearse() {
        final long startNanos = System.nanoTime();
        final long filled = stopping ? 0 : new Rehearsal().run(orders, () -> !stopping);
        if (!stopping) {
            LOG.info(
                    "rehearsed: {} orders on a made-up market in {} ms",
                    filled,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
        }
    }
}
