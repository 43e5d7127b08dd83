package io.ringfence.engine.campaign;

import io.ringfence.engine.disk.JournalPruner;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.retention.Retention;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import io.ringfence.journal.snapshot.StageState;
import io.ringfence.journal.verify.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Days of events, written to a journal as fast as it takes them, while the engine's own pruner holds it within its retention
 * and snapshots are taken as an engine takes them; how much of the disk that takes is measured all the while.
 */
final class LongRun {
    private static final int KEPT_SNAPSHOTS = 3;
    /** Of 400 instruments, without books. */
    private static final int STATE_BYTES = 1 << 20;

    private static final int PIECE_EVENTS = 2_000;
    private static final long LOOK_MS = 100;
    private static final int PATIENCE_LOOKS = 8;

    private final Path folder;
    private final RecordedHours hours;
    private final long segmentBytes;
    private final long retainedBytes;
    private final long snapshotEveryNs;
    private final boolean paced;
    private volatile boolean running = true;
    private volatile long mostBytes;
    private volatile int looks;

    /**
     * What came of it.
     *
     * @param days           of engine time
     * @param writtenBytes   of both logs, all segments together
     * @param mostBytes      that the journal ever had on the disk, all files
     * @param looks          how often that was measured
     * @param leftEvents     that can still be read
     * @param damages        found in what is left
     * @param behindSnapshot whether what follows the newest snapshot is all there
     */
    record Outcome(
            double days,
            long events,
            long writtenBytes,
            long retainedBytes,
            long mostBytes,
            int looks,
            long leftEvents,
            int damages,
            boolean behindSnapshot,
            long elapsedMs) {
        boolean isGood() {
            return mostBytes <= retainedBytes && damages == 0 && behindSnapshot && looks > 0;
        }
    }

    /** @param paced whether it waits for the pruner before it writes on: in a small form it would outrun it */
    LongRun(
            final Path folder,
            final RecordedHours hours,
            final long segmentBytes,
            final long retainedBytes,
            final long snapshotEveryNs,
            final boolean paced) {
        this.folder = folder;
        this.hours = hours;
        this.segmentBytes = segmentBytes;
        this.retainedBytes = retainedBytes;
        this.snapshotEveryNs = snapshotEveryNs;
        this.paced = paced;
    }

    Outcome run(final long lastsNs) throws Exception {
        final long startNanos = System.nanoTime();
        final Thread looking = new Thread(this::look, "disk-use");
        looking.setDaemon(true);
        looking.start();
        Snapshot newest;
        long pruned;
        try (Journal journal = Journal.open(folder)) {
            final Generation generation = journal.start(GenerationOptions.defaults()
                    .withSegmentBytes(segmentBytes)
                    .withReserveAheadBytes(Math.min(segmentBytes, 64L << 20)));
            final JournalPruner pruner = new JournalPruner(
                    folder, new Retention(Retention.UNLIMITED, retainedBytes), generation, segmentBytes);
            pruner.start();
            newest = write(generation, lastsNs);
            pruner.stop();
            generation.seal(generation.ended());
            pruned = prunedBytes(journal, generation);
        }
        running = false;
        looking.join();
        return outcome(newest, pruned, lastsNs, startNanos);
    }

    private Snapshot write(final Generation generation, final long lastsNs) throws InterruptedException {
        final SnapshotStore store = new SnapshotStore(generation.directory(), generation.epoch());
        Snapshot newest = null;
        final long events = lastsNs / hours.durationNs() * hours.events();
        long takenNs = 0;
        while (hours.sequence() < events) {
            hours.write(generation, (int) Math.min(PIECE_EVENTS, events - hours.sequence()));
            if (newest == null || hours.timeNs() - takenNs >= snapshotEveryNs) {
                newest = snapshot(generation);
                store.write(newest);
                store.keep(KEPT_SNAPSHOTS);
                takenNs = hours.timeNs();
            }
            if (paced) {
                awaitPruned();
            }
        }
        return newest;
    }

    /** The pruner gets the time that it has in an engine, where a segment takes minutes to fill. */
    private void awaitPruned() throws InterruptedException {
        for (int i = 0; i < PATIENCE_LOOKS && onDisk(folder) > retainedBytes - 2 * segmentBytes; i++) {
            Thread.sleep(LOOK_MS / 2);
        }
    }

    private Snapshot snapshot(final Generation generation) {
        return new Snapshot(
                1,
                generation.epoch(),
                hours.sequence(),
                hours.timeNs(),
                0,
                0,
                MessageHeaderDecoder.SCHEMA_VERSION,
                generation.events().end(),
                generation.decisions().end(),
                List.of(new StageState("portfolio", 1, ByteBuffer.allocate(STATE_BYTES))));
    }

    /** Segments that are gone were full. */
    private long prunedBytes(final Journal journal, final Generation generation) throws IOException {
        long bytes = 0;
        for (final LogKind kind : LogKind.values()) {
            final Path log = journal.read(generation.epoch()).place(kind).directory();
            int first = 0;
            while (!Files.exists(log.resolve(String.format("%06d", first)))) {
                first++;
            }
            bytes += first * segmentBytes;
        }
        return bytes;
    }

    private Outcome outcome(final Snapshot newest, final long prunedBytes, final long lastsNs, final long startNanos) {
        try (Journal journal = Journal.reading(folder)) {
            final int damages = Verification.of(journal).damages();
            boolean behindSnapshot = true;
            long left = 0;
            try (LogReader events = journal.read(1).log(LogKind.EVENTS, newest.events())) {
                behindSnapshot &= events.end().equals(newest.events());
                while (events.next()) {
                    left++;
                }
                behindSnapshot &= events.damage().isEmpty() && events.sequence() == hours.sequence();
            }
            return new Outcome(
                    (double) lastsNs / TimeUnit.DAYS.toNanos(1),
                    hours.sequence(),
                    prunedBytes + onDisk(folder),
                    retainedBytes,
                    mostBytes,
                    looks,
                    left,
                    damages,
                    behindSnapshot,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
        }
    }

    private void look() {
        try {
            while (running) {
                mostBytes = Math.max(mostBytes, onDisk(folder));
                looks = looks + 1;
                Thread.sleep(LOOK_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As the file system counts it: reserved space is taken, holes aren't. */
    private static long onDisk(final Path folder) {
        try {
            final Process du = new ProcessBuilder("du", "-s", "--block-size=1", folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            final String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.isBlank() ? 0 : Long.parseLong(said.split("\\s+")[0]);
        } catch (final IOException e) {
            throw new UncheckedIOException("du is needed", e);
        }
    }
}
