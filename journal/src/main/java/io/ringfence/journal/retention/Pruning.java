package io.ringfence.journal.retention;

import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.Directories;
import io.ringfence.journal.log.Disk;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.PrunableLog;
import io.ringfence.journal.retention.PruneReport.Item;
import io.ringfence.journal.retention.PruneReport.Refusal;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotRefused;
import io.ringfence.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a journal back within its {@link Retention}.
 *
 * <pre>
 *   e000001  e000002  e000003  e000004 (newest, its newest valid snapshot at #812)
 *   ─ may go, whole, oldest first ──▶  events/000000 000001 │ 000002 (holds #812) 000003
 *                                      ─ may go ──────────▶ │ needed
 * </pre>
 *
 * A generation that holds no valid snapshot needs the one before it, whole from its newest valid snapshot on, and so
 * on. A log's beginning goes segment by segment; snapshots that lie before what is left of a log go with it. Only a snapshot
 * that its logs reach on the disk counts: of one that is being written, what it stands on is forced before anything goes.
 */
public final class Pruning {
    private static final Logger LOG = LoggerFactory.getLogger(Pruning.class);
    /** A generation is renamed before it is deleted, so that no half of one is ever read. */
    private static final String CONDEMNED = ".pruned";

    private final Path journal;
    private final Retention retention;
    private final long nowMs;
    private final Sealed sealed;
    private final Disk disk;
    private final boolean dryRun;

    /** What recovery would begin with; nothing if all from the beginning on is needed. */
    private Optional<Base> base = Optional.empty();

    private boolean isForced;

    private final List<Item> removed = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();
    /** What would be left if nothing had to be refused. */
    private long bytes;

    private Pruning(
            final Path journal,
            final Retention retention,
            final long nowMs,
            final Sealed sealed,
            final Disk disk,
            final boolean dryRun) {
        this.journal = journal;
        this.retention = retention;
        this.nowMs = nowMs;
        this.sealed = sealed;
        this.disk = disk;
        this.dryRun = dryRun;
    }

    /**
     * Removes what the limits ask for and nobody needs. The caller holds the journal's lock.
     *
     * @param nowMs  the time that ages are measured against, ms since 1970
     * @param sealed which segments are closed, if an engine runs
     * @throws JournalFailure if the disk refuses, or what would go is damaged; can be tried again
     */
    public static PruneReport prune(
            final Path journal, final Retention retention, final long nowMs, final Sealed sealed) {
        return prune(journal, retention, nowMs, sealed, Disk.REAL);
    }

    /** As {@link #prune(Path, Retention, long, Sealed)}, on another disk than the system's. */
    public static PruneReport prune(
            final Path journal, final Retention retention, final long nowMs, final Sealed sealed, final Disk disk) {
        return new Pruning(journal, retention, nowMs, sealed, disk, false).run();
    }

    /** Says what {@link #prune(Path, Retention, long, Sealed)} would do; touches nothing and needs no lock. */
    public static PruneReport dryRun(
            final Path journal, final Retention retention, final long nowMs, final Sealed sealed) {
        return new Pruning(journal, retention, nowMs, sealed, Disk.REAL, true).run();
    }

    /** Of everything in the folder. */
    public static long bytesOf(final Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).mapToLong(Pruning::size).sum();
        } catch (final IOException | UncheckedIOException e) {
            throw new JournalFailure("can't measure " + folder, e);
        }
    }

    private PruneReport run() {
        if (!dryRun) {
            deleteCondemned();
        }
        final long before = bytesOf(journal);
        bytes = before;
        try (Journal reading = Journal.reading(journal)) {
            prune(reading);
        }
        return new PruneReport(before, removed, refused, dryRun);
    }

    private void prune(final Journal reading) {
        final List<Integer> epochs = reading.epochs();
        base = base(reading, epochs);
        final int firstNeeded = base.map(Base::epoch).orElse(0);
        for (final int epoch : epochs) {
            final RecordedGeneration generation = reading.read(epoch);
            if (epoch >= firstNeeded) {
                pruneBeginning(generation);
            } else if (isWritten(generation)) {
                LOG.debug("generation {} isn't sealed yet", epoch);
            } else {
                pruneWhole(generation.directory());
            }
        }
    }

    /** A snapshot, and the generation that it belongs to. */
    private record Base(RecordedGeneration generation, Snapshot snapshot) {
        int epoch() {
            return generation.epoch();
        }
    }

    /**
     * The newest valid snapshot of a generation that has begun; none needs all. Recovery passes over one that has not begun, and
     * goes on from the one before it.
     */
    private static Optional<Base> base(final Journal reading, final List<Integer> epochs) {
        for (int i = epochs.size() - 1; i >= 0; i--) {
            final RecordedGeneration generation = reading.read(epochs.get(i));
            final Optional<Snapshot> newest = newestSnapshot(generation);
            if (newest.isPresent() && (!newest.get().isOpening() || generation.hasBegun())) {
                return newest.map(snapshot -> new Base(generation, snapshot));
            }
        }
        return Optional.empty();
    }

    private Optional<Snapshot> baseIn(final RecordedGeneration generation) {
        return base.filter(found -> found.epoch() == generation.epoch()).map(Base::snapshot);
    }

    private boolean isWritten(final RecordedGeneration generation) {
        return sealed.segments(generation.epoch(), LogKind.EVENTS) != Integer.MAX_VALUE;
    }

    /** Otherwise the power could take what the base stands on, after what would have made up for that. */
    private void forceBase() {
        if (dryRun || base.isEmpty() || isForced) {
            return;
        }
        final Base needed = base.get();
        for (final LogKind kind : LogKind.values()) {
            final int openFrom = sealed.segments(needed.epoch(), kind);
            if (openFrom != Integer.MAX_VALUE) {
                new PrunableLog(needed.generation().place(kind)).force(openFrom, end(needed.snapshot(), kind), disk);
            }
        }
        isForced = true;
    }

    private static LogEnd end(final Snapshot snapshot, final LogKind kind) {
        return kind == LogKind.EVENTS ? snapshot.events() : snapshot.decisions();
    }

    private void pruneWhole(final Path generation) {
        final long size = bytesOf(generation);
        if (retention.isTooOld(modifiedTimeMs(generation), nowMs) || bytes > retention.maxBytes()) {
            if (!dryRun) {
                forceBase();
                delete(generation);
            }
            gone(generation, size);
        }
    }

    private void pruneBeginning(final RecordedGeneration generation) {
        final Optional<Snapshot> snapshot = baseIn(generation);
        final List<Candidate> candidates = new ArrayList<>();
        for (final LogKind kind : LogKind.values()) {
            candidates.addAll(candidates(generation, kind, snapshot));
        }
        candidates.sort(Comparator.comparingLong(candidate -> candidate.part().modifiedTimeMs()));
        final int[] keepFrom = new int[LogKind.values().length];
        final boolean[] stopped = new boolean[LogKind.values().length];
        for (final Candidate candidate : candidates) {
            final int log = candidate.log().place().kind().ordinal();
            stopped[log] |= !isAskedFor(candidate.part());
            if (stopped[log]) {
                continue;
            }
            if (candidate.need().isEmpty()) {
                keepFrom[log] = candidate.part().number() + 1;
                gone(candidate.part().folder(), candidate.part().bytes());
            } else {
                refuse(candidate);
            }
        }
        if (Arrays.stream(keepFrom).anyMatch(from -> from > 0)) {
            forceBase();
        }
        // Before the segments: a snapshot without what follows it must not outlive a kill in between.
        cutSnapshots(generation, keepFrom, snapshot).forEach(this::drop);
        if (!dryRun) {
            apply(generation, keepFrom);
        }
    }

    private boolean isAskedFor(final PrunableLog.Part part) {
        return retention.isTooOld(part.modifiedTimeMs(), nowMs) || bytes > retention.maxBytes();
    }

    /** A segment, and why it must stay, if it must. */
    private record Candidate(PrunableLog log, PrunableLog.Part part, Optional<String> need) {}

    private List<Candidate> candidates(
            final RecordedGeneration generation, final LogKind kind, final Optional<Snapshot> snapshot) {
        final PrunableLog log = new PrunableLog(generation.place(kind));
        final int neededFrom = snapshot.map(
                        state -> log.segmentOf(end(state, kind).lastSequence()))
                .orElse(0);
        final int openFrom = sealed.segments(generation.epoch(), kind);
        final List<Candidate> candidates = new ArrayList<>();
        for (final PrunableLog.Part part : log.parts()) {
            candidates.add(new Candidate(log, part, need(generation, part, neededFrom, openFrom, snapshot)));
        }
        return candidates;
    }

    private static Optional<String> need(
            final RecordedGeneration generation,
            final PrunableLog.Part part,
            final int neededFrom,
            final int openFrom,
            final Optional<Snapshot> snapshot) {
        if (snapshot.isEmpty()) {
            return Optional.of("recovery needs all of generation " + generation.epoch()
                    + " from its beginning: no valid snapshot lies behind it");
        }
        if (part.number() >= neededFrom) {
            return Optional.of("recovery needs it behind the newest valid snapshot, at #"
                    + snapshot.get().sequence() + " of generation " + generation.epoch());
        }
        return part.number() >= openFrom ? Optional.of("it is being written") : Optional.empty();
    }

    private void refuse(final Candidate candidate) {
        refused.add(new Refusal(
                name(candidate.part().folder()),
                candidate.part().bytes(),
                candidate.need().orElseThrow()));
        bytes -= candidate.part().bytes();
    }

    private void apply(final RecordedGeneration generation, final int[] keepFrom) {
        for (final LogKind kind : LogKind.values()) {
            if (keepFrom[kind.ordinal()] > 0) {
                new PrunableLog(generation.place(kind)).pruneBefore(keepFrom[kind.ordinal()], disk);
            }
        }
    }

    /** Snapshots that are older than the newest, and whose following records are about to go: they lead nowhere. */
    private static List<SnapshotStore.Entry> cutSnapshots(
            final RecordedGeneration generation, final int[] keepFrom, final Optional<Snapshot> newest) {
        final List<SnapshotStore.Entry> cut = new ArrayList<>();
        for (final SnapshotStore.Entry entry : new SnapshotStore(generation.directory(), generation.epoch()).list()) {
            boolean leadsNowhere = false;
            for (final LogKind kind : LogKind.values()) {
                final int held = new PrunableLog(generation.place(kind)).segmentOf(entry.sequence());
                leadsNowhere |= held < keepFrom[kind.ordinal()];
            }
            if (leadsNowhere && entry.sequence() < newest.orElseThrow().sequence()) {
                cut.add(entry);
            }
        }
        return cut;
    }

    private void drop(final SnapshotStore.Entry entry) {
        final long size = size(entry.file());
        if (!dryRun) {
            deleteFile(entry.file());
        }
        gone(entry.file(), size);
    }

    private static Optional<Snapshot> newestSnapshot(final RecordedGeneration generation) {
        final SnapshotStore store = new SnapshotStore(generation.directory(), generation.epoch());
        for (final SnapshotStore.Entry entry : store.list()) {
            try {
                final Snapshot snapshot = store.read(entry);
                if (isReached(generation, snapshot)) {
                    return Optional.of(snapshot);
                }
                LOG.warn("snapshot {} doesn't count: the logs were sealed before it", entry.file());
            } catch (final SnapshotRefused refused) {
                LOG.warn("snapshot {} doesn't count: {}", entry.file(), refused.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Unless the power took the records before the snapshot, and what was left was sealed. */
    private static boolean isReached(final RecordedGeneration generation, final Snapshot snapshot) {
        return generation
                .seal()
                .map(seal -> seal.events().lastSequence() >= snapshot.events().lastSequence()
                        && seal.decisions().lastSequence()
                                >= snapshot.decisions().lastSequence())
                .orElse(true);
    }

    private void gone(final Path what, final long size) {
        removed.add(new Item(name(what), size));
        bytes -= size;
    }

    private String name(final Path what) {
        return journal.relativize(what).toString();
    }

    private void delete(final Path generation) {
        final Path condemned = generation.resolveSibling(generation.getFileName() + CONDEMNED);
        try {
            Files.move(generation, condemned, StandardCopyOption.ATOMIC_MOVE);
            Directories.force(journal);
        } catch (final IOException e) {
            throw new JournalFailure("can't prune " + generation, e);
        }
        deleteTree(condemned);
    }

    private void deleteCondemned() {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(journal, "e*" + CONDEMNED)) {
            left.forEach(Pruning::deleteTree);
        } catch (final IOException e) {
            throw new JournalFailure("can't list journal=" + journal, e);
        }
    }

    private static void deleteTree(final Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            tree.sorted(Comparator.reverseOrder()).forEach(Pruning::deleteFile);
        } catch (final IOException | UncheckedIOException e) {
            throw new JournalFailure("can't delete " + folder, e);
        }
    }

    private static void deleteFile(final Path file) {
        try {
            Files.delete(file);
        } catch (final IOException e) {
            throw new JournalFailure("can't delete " + file, e);
        }
    }

    private static long modifiedTimeMs(final Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .mapToLong(Pruning::modifiedTimeOf)
                    .max()
                    .orElse(Long.MAX_VALUE);
        } catch (final IOException | UncheckedIOException e) {
            throw new JournalFailure("can't look at " + folder, e);
        }
    }

    private static long modifiedTimeOf(final Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(final Path file) {
        try {
            return Files.size(file);
        } catch (final NoSuchFileException gone) {
            return 0;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
