package io.ringfence.journal.log;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the logs of one generation on two threads. The one works ahead of the lanes: opens, labels and primes each
 * log's next segment and keeps disk space and page cache ready before the write positions. The other works behind them:
 * seals full segments. They are two because forcing a full segment takes as long as the disk likes, and meanwhile the
 * lanes would run out of prepared space.
 *
 * <p>A log that can't be looked after fails, which its lane learns with the next append. Threads of low priority, and
 * daemons; {@link #close} by any thread.
 */
public final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long AHEAD_PERIOD_NS = 2_000_000;
    private static final long SEAL_PERIOD_NS = 20_000_000;

    private final List<LogWriter> logs;
    private final Thread ahead;
    private final Thread seal;
    private volatile boolean running = true;

    private Housekeeping(final String name, final List<LogWriter> logs) {
        this.logs = List.copyOf(logs);
        this.ahead = thread(name + "-ahead", LogWriter::workAhead, AHEAD_PERIOD_NS);
        this.seal = thread(name + "-seal", LogWriter::sealFinished, SEAL_PERIOD_NS);
    }

    /** Starts the threads {@code <name>-ahead} and {@code <name>-seal}. */
    public static Housekeeping start(final String name, final List<LogWriter> logs) {
        final Housekeeping housekeeping = new Housekeeping(name, logs);
        housekeeping.ahead.start();
        housekeeping.seal.start();
        return housekeeping;
    }

    /** Stops the threads and waits for their end. A second call does nothing. */
    @Override
    public void close() {
        running = false;
        final boolean interrupted = end(ahead) | end(seal);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread thread(final String name, final Consumer<LogWriter> work, final long periodNs) {
        final Thread thread = new Thread(() -> run(work, periodNs), name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    private void run(final Consumer<LogWriter> work, final long periodNs) {
        try {
            while (running) {
                logs.forEach(work);
                LockSupport.parkNanos(this, periodNs);
            }
        } catch (final RuntimeException | Error e) {
            LOG.error("journal housekeeping has failed", e);
            logs.forEach(log -> log.abandon(e));
        }
    }

    private static boolean end(final Thread thread) {
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
