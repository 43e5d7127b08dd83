package io.ringfence.journal.log;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that looks after the logs of one generation: opens, labels and primes each log's next segment, keeps disk
 * space and page cache ready ahead of the write positions, and seals full segments. A log it can't look after fails,
 * which its lane learns with the next append.
 *
 * <p>Low priority and daemon; {@link #close} by any thread.
 */
public final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long PERIOD_NS = 2_000_000;

    private final List<LogWriter> logs;
    private final Thread thread;
    private volatile boolean running = true;

    private Housekeeping(final String threadName, final List<LogWriter> logs) {
        this.logs = List.copyOf(logs);
        this.thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    public static Housekeeping start(final String threadName, final List<LogWriter> logs) {
        final Housekeeping housekeeping = new Housekeeping(threadName, logs);
        housekeeping.thread.start();
        return housekeeping;
    }

    /** Stops the thread and waits for its end. A second call does nothing. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Throwable cause = null;
        try {
            while (running) {
                maintainAll();
                LockSupport.parkNanos(this, PERIOD_NS);
            }
        } catch (final Throwable e) {
            cause = e;
            LOG.error("journal housekeeping has failed", e);
        }
        for (int i = 0; cause != null && i < logs.size(); i++) {
            logs.get(i).abandon(cause);
        }
    }

    private void maintainAll() {
        for (int i = 0; i < logs.size(); i++) {
            logs.get(i).maintain();
        }
    }
}
