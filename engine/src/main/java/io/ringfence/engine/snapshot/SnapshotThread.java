package io.ringfence.engine.snapshot;

import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what the lanes have saved, on a thread of its own with low priority. A snapshot that can't be written is told
 * and left out: those before it are as good as they were, and trading doesn't depend on it.
 */
public final class SnapshotThread {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotThread.class);
    private static final String NAME = "ringfence-snapshots";
    private static final long LOOK_MS = 20;
    private static final long JOIN_MS = 10_000;

    private final SnapshotTaking taking;
    private final SnapshotStore store;
    private final int keep;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile long written;
    private volatile long failed;

    /** @param keep how many snapshots are kept beside the opening one, 1 and up */
    public SnapshotThread(final SnapshotTaking taking, final SnapshotStore store, final int keep) {
        this.taking = taking;
        this.store = store;
        this.keep = keep;
        thread = new Thread(this::run, NAME);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    public void start() {
        thread.start();
    }

    /** Lets it finish what it writes; false if it hangs. */
    public boolean stop() throws InterruptedException {
        running = false;
        thread.join(JOIN_MS);
        return !thread.isAlive();
    }

    /** Snapshots that are on the disk. Any thread. */
    public long written() {
        return written;
    }

    /** Snapshots that could not be written. Any thread. */
    public long failed() {
        return failed;
    }

    private void run() {
        try {
            while (running) {
                taking.complete().ifPresent(this::writeAndRelease);
                Thread.sleep(LOOK_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAndRelease(final Snapshot snapshot) {
        write(snapshot);
        taking.release();
    }

    /** Called by the thread itself, or, once it has stopped, by whoever stopped it. */
    public void write(final Snapshot snapshot) {
        try {
            final long startNanos = System.nanoTime();
            store.write(snapshot);
            written++;
            LOG.info(
                    "snapshot of #{} written in ms={}",
                    snapshot.sequence(),
                    (System.nanoTime() - startNanos) / 1_000_000);
            store.keep(keep);
        } catch (final JournalFailure e) {
            failed++;
            LOG.error("no snapshot of #{}: those before it stay the newest", snapshot.sequence(), e);
        }
    }
}
