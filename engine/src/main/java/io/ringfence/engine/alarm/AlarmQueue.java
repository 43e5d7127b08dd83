package io.ringfence.engine.alarm;

import io.ringfence.engine.config.AlarmSettings;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alarms that wait for one place, in order, and the thread that delivers them. What finds no room, or isn't delivered in any attempt,
 * is counted and logged; the decision log has it.
 */
final class AlarmQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmQueue.class);
    private static final long CLOSE_MS = 5_000;
    private static final long POLL_MS = 100;
    private static final int MAX_DOUBLINGS = 6;

    private final AlarmPlace place;
    private final int retries;
    private final long pauseMs;
    private final BlockingQueue<AlarmNotice> waiting;
    private final Thread thread;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean closing;

    AlarmQueue(final AlarmPlace place, final AlarmSettings settings) {
        this.place = place;
        retries = settings.retries();
        pauseMs = TimeUnit.NANOSECONDS.toMillis(settings.pause().ns());
        waiting = new ArrayBlockingQueue<>(settings.queue());
        thread = new Thread(this::run, "alarm-" + place.name());
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /** Never waits. */
    void offer(final AlarmNotice alarm) {
        if (!waiting.offer(alarm)) {
            LOG.error(
                    "alarm not delivered, {} has no room, dropped={}: {}",
                    place.name(),
                    dropped.incrementAndGet(),
                    alarm.text());
        }
    }

    AlarmCounts counts() {
        return new AlarmCounts(delivered.get(), failed.get(), dropped.get());
    }

    private void run() {
        try {
            while (!closing || !waiting.isEmpty()) {
                final AlarmNotice alarm = waiting.poll(POLL_MS, TimeUnit.MILLISECONDS);
                if (alarm != null) {
                    deliver(alarm);
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(final AlarmNotice alarm) throws InterruptedException {
        for (int attempt = 0; !isDelivered(alarm, attempt); attempt++) {
            if (attempt == retries || closing) {
                LOG.error(
                        "alarm not delivered to {}, failed={}: {}",
                        place.name(),
                        failed.incrementAndGet(),
                        alarm.text());
                return;
            }
            Thread.sleep(pauseMs << Math.min(attempt, MAX_DOUBLINGS));
        }
        delivered.incrementAndGet();
    }

    private boolean isDelivered(final AlarmNotice alarm, final int attempt) throws InterruptedException {
        try {
            place.deliver(alarm);
            return true;
        } catch (final InterruptedException e) {
            throw e;
        } catch (final Exception e) {
            LOG.warn("alarm by {}, attempt {}: {}", place.name(), attempt + 1, e.toString());
            return false;
        }
    }

    /** Delivers what waits, each in one attempt more, for 5 s at most. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(CLOSE_MS);
            thread.interrupt();
            thread.join(CLOSE_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!waiting.isEmpty()) {
            LOG.error("alarms={} not delivered to {} before the end", waiting.size(), place.name());
        }
    }
}
