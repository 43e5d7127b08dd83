package io.ringfence.gateway.session;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The few threads on which waiting is allowed: REST, name look-ups, the slow parts of a TLS handshake. Loops give work
 * to it and get the result back as a task or through the hand-over; they never wait for it.
 */
public final class BlockingSide implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(BlockingSide.class);
    private static final int MAX_WAITING = 4096;
    private static final int IDLE_SECONDS = 10;

    private final AtomicInteger threads = new AtomicInteger();
    private final String name;
    private final ThreadPoolExecutor pool;

    /** @param name of its threads */
    public BlockingSide(final String name, final int maxThreads) {
        this.name = name;
        pool = new ThreadPoolExecutor(
                maxThreads,
                maxThreads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                this::thread);
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs {@code work} some time later; what it throws is logged. After {@link #close} nothing is run any more.
     *
     * @throws RejectedExecutionException if thousands wait already: something is stuck
     */
    @Override
    public void execute(final Runnable work) {
        try {
            pool.execute(() -> runLogged(work));
        } catch (final RejectedExecutionException e) {
            if (!pool.isShutdown()) {
                throw e;
            }
        }
    }

    /** Interrupts what runs, forgets what waits. Returns false if a thread is still at work after {@code timeout}. */
    public boolean close(final Duration timeout) throws InterruptedException {
        pool.shutdownNow();
        return pool.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void runLogged(final Runnable work) {
        try {
            work.run();
        } catch (final RuntimeException e) {
            LOG.error("work on the blocking side failed", e);
        }
    }

    private Thread thread(final Runnable work) {
        final Thread thread = new Thread(work, name + "-" + threads.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
