package io.ringfence.engine.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Notices who hangs: somebody who had something to do at look after look and did none of it halts the engine. Looks are
 * counted, not time, so a process that was stopped and goes on isn't taken for one that hangs.
 *
 * <p>Runs on a daemon thread of its own; {@link #watch} before {@link #start} only.
 */
public final class ProgressWatch {
    private static final long INTERVAL_MS = 100;
    private static final long JOIN_MS = 5_000;

    /** Somebody who works, and what was seen of it. Owned by the watching thread. */
    private static final class Watched {
        private final String name;
        private final LongSupplier done;
        private final LongSupplier due;
        private long doneBefore = Long.MIN_VALUE;
        private int looksWithoutProgress;

        private Watched(final String name, final LongSupplier done, final LongSupplier due) {
            this.name = name;
            this.done = done;
            this.due = due;
        }

        /** What is due is read first, or what came in between would look undone. */
        private boolean hangs(final int limit) {
            final long dueNow = due.getAsLong();
            final long doneNow = done.getAsLong();
            looksWithoutProgress = doneNow == doneBefore && doneNow < dueNow ? looksWithoutProgress + 1 : 0;
            doneBefore = doneNow;
            return looksWithoutProgress >= limit;
        }
    }

    private final List<Watched> watched = new ArrayList<>();
    private final Halt halt;
    private final long limitMs;
    private final Thread thread;

    /** @param limitMs how long nobody may hang, 100 and up */
    public ProgressWatch(final Halt halt, final long limitMs) {
        this.halt = halt;
        this.limitMs = limitMs;
        thread = new Thread(this::run, "progress-watch");
        thread.setDaemon(true);
    }

    /** Whoever hangs before the others are to be blamed comes first: a lane before those that wait for it. */
    public void watch(final String name, final LongSupplier done, final LongSupplier due) {
        watched.add(new Watched(name, done, due));
    }

    public void start() {
        thread.start();
    }

    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(JOIN_MS);
    }

    private void run() {
        try {
            while (!halt.isLit()) {
                Thread.sleep(INTERVAL_MS);
                look();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        final int limit = (int) (limitMs / INTERVAL_MS);
        for (final Watched one : watched) {
            if (one.hangs(limit)) {
                halt.light(
                        one.name,
                        one.doneBefore + 1,
                        new IllegalStateException(one.name + " hangs: no progress for ms=" + limitMs));
            }
        }
    }
}
