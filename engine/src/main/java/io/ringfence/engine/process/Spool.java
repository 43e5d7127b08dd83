package io.ringfence.engine.process;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Entries on their way to where writing may take for ever: a terminal that is held, a pipe that nobody reads, a disk that
 * hangs. A bounded queue and a daemon thread that writes. Whoever offers never waits; what finds no room is counted, and
 * said by an entry of its own once all that waited has been written. Any thread.
 */
public final class Spool<T> {
    /** What the end of a process, or of a spool, waits for at most. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Set<Spool<?>> OPEN = ConcurrentHashMap.newKeySet();
    private static final long POLL_MS = 1;

    private final Consumer<T> writing;
    private final LongFunction<T> loss;
    /** An empty one is the end. */
    private final BlockingQueue<Optional<T>> waiting;

    private final Thread thread;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private volatile long written;
    private volatile boolean closing;

    /**
     * @param name     of the thread
     * @param capacity entries that may wait
     * @param writing  called on the thread alone; may take as long as it likes
     * @param loss     the entry that says how many were lost
     */
    public Spool(final String name, final int capacity, final Consumer<T> writing, final LongFunction<T> loss) {
        this.writing = writing;
        this.loss = loss;
        waiting = new ArrayBlockingQueue<>(capacity);
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        OPEN.add(this);
        thread.start();
    }

    /** Never waits. */
    public void offer(final T entry) {
        offer(entry, 0);
    }

    /** The same, leaving {@code spare} places free for what matters more. */
    public void offer(final T entry, final int spare) {
        if (waiting.remainingCapacity() <= spare || !tryOffer(entry)) {
            lose();
        }
    }

    /** Whether there was room; one without isn't counted as lost. Never waits. */
    public boolean tryOffer(final T entry) {
        final boolean taken = !closing && waiting.offer(Optional.of(entry));
        if (taken) {
            accepted.incrementAndGet();
        }
        return taken;
    }

    /** Counts an entry that found no room even before. */
    public void lose() {
        lost.incrementAndGet();
    }

    private void run() {
        try {
            boolean ended = false;
            while (!ended) {
                final Optional<T> next = waiting.take();
                next.ifPresent(this::writeNext);
                ended = next.isEmpty() || (closing && waiting.isEmpty());
            }
            sayLost();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            OPEN.remove(this);
        }
    }

    private void writeNext(final T entry) {
        write(entry);
        if (waiting.isEmpty()) {
            sayLost();
        }
        written++; // One writer; the others only look.
    }

    private void sayLost() {
        final long entries = lost.getAndSet(0);
        if (entries > 0) {
            write(loss.apply(entries));
        }
    }

    /** What can't be written is lost like what found no room: the next ones may fare better. */
    private void write(final T entry) {
        try {
            writing.accept(entry);
        } catch (final RuntimeException | Error e) {
            lose();
        }
    }

    /** Whether all that was accepted before this call has been written in time. */
    private boolean awaitWritten(final long deadlineNanos) throws InterruptedException {
        final long target = accepted.get();
        while (written < target) {
            if (!thread.isAlive() || System.nanoTime() - deadlineNanos >= 0) {
                return written >= target;
            }
            Thread.sleep(POLL_MS);
        }
        return true;
    }

    /**
     * Takes no more, and waits, for {@link #PATIENCE} at most, until all is written.
     *
     * @return false if it isn't: the thread goes on as long as the process lives
     */
    public boolean close() {
        return close(PATIENCE);
    }

    boolean close(final Duration patience) {
        closing = true;
        // Without room for it the thread has something to take, and sees by itself that this is closing.
        waiting.offer(Optional.empty());
        try {
            thread.join(patience.toMillis());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Before a process ends: waits, for {@link #PATIENCE} at most, until every spool has written what it accepted before this call. */
    public static boolean awaitAll() {
        final long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        boolean done = true;
        try {
            for (final Spool<?> spool : OPEN) {
                done &= spool.awaitWritten(deadlineNanos);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return done;
    }
}
