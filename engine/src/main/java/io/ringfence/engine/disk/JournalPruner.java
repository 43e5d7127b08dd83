package io.ringfence.engine.disk;

import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.log.Disk;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.retention.PruneReport;
import io.ringfence.journal.retention.Pruning;
import io.ringfence.journal.retention.Retention;
import io.ringfence.journal.retention.Sealed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the journal within its retention while the engine runs: after every segment that was sealed, and every hour. A
 * daemon thread of its own, of low priority. That it fails is logged and no reason to halt, the disk guard is; but for a disk that
 * refuses to force, after which nothing more is written.
 */
public final class JournalPruner {
    private static final Logger LOG = LoggerFactory.getLogger(JournalPruner.class);
    private static final long LOOK_MS = 100;
    private static final long INTERVAL_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long JOIN_MS = 60_000;

    private final Path journal;
    private final Retention retention;
    private final Generation running;
    private final Sealed sealed;
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * @param running      the generation that is written meanwhile
     * @param segmentBytes of its logs: the next one of each is made before it is seen, and must be within the retention, too
     */
    public JournalPruner(
            final Path journal, final Retention retention, final Generation running, final long segmentBytes) {
        this.journal = journal;
        this.retention = retention.leaving(LogKind.values().length * segmentBytes);
        this.running = running;
        sealed = this::sealedSegments;
        thread = new Thread(this::run, "ringfence-pruner");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    public void start() {
        if (!retention.isAll()) {
            thread.start();
        }
    }

    /** Waits for the end of a pruning that is under way; interrupting it would close the files it reads. */
    public void stop() throws InterruptedException {
        stopping = true;
        thread.join(JOIN_MS);
    }

    private void run() {
        try {
            int sealedBefore = -1;
            long prunedNanos = 0;
            while (!stopping) {
                final int sealedNow = segments();
                if (sealedNow != sealedBefore || System.nanoTime() - prunedNanos > INTERVAL_NANOS) {
                    sealedBefore = sealedNow;
                    prunedNanos = System.nanoTime();
                    prune();
                }
                pause();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause() throws InterruptedException {
        for (long waited = 0; waited < LOOK_MS && !stopping; waited += LOOK_MS / 4) {
            Thread.sleep(LOOK_MS / 4);
        }
    }

    /** What a crash left is forced and sealed while this engine runs: until then it is still written to. */
    private int sealedSegments(final int epoch, final LogKind kind) {
        if (epoch == running.epoch()) {
            return running.log(kind).sealedSegments();
        }
        try (Journal reading = Journal.reading(journal)) {
            return reading.read(epoch).seal().isPresent() ? Integer.MAX_VALUE : 0;
        }
    }

    private int segments() {
        return running.log(LogKind.EVENTS).sealedSegments()
                + running.log(LogKind.DECISIONS).sealedSegments();
    }

    /** The running generation's; its logs end with the first refusal. */
    private record WatchedDisk(Generation running) implements Disk {
        @Override
        public void force(final Path file, final FileChannel channel, final boolean lengthToo) throws IOException {
            try {
                running.disk().force(file, channel, lengthToo);
            } catch (final IOException e) {
                throw refused(e);
            }
        }

        @Override
        public void forceDirectory(final Path directory) throws IOException {
            try {
                running.disk().forceDirectory(directory);
            } catch (final IOException e) {
                throw refused(e);
            }
        }

        private IOException refused(final IOException cause) {
            running.events().refuse(cause);
            running.decisions().refuse(cause);
            return cause;
        }
    }

    private void prune() {
        try {
            final PruneReport report =
                    Pruning.prune(journal, retention, System.currentTimeMillis(), sealed, new WatchedDisk(running));
            if (!report.removed().isEmpty()) {
                LOG.info("the journal was pruned:\n{}", report.toText());
            } else if (!report.refused().isEmpty()) {
                LOG.info("the journal is beyond its retention, and all of it is needed: {}", report.refused());
            }
        } catch (final RuntimeException e) {
            LOG.error("the journal can't be pruned", e);
        }
    }
}
