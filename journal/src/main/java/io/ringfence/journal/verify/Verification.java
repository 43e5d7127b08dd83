package io.ringfence.journal.verify;

import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.generation.Seal;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogDamage;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.log.PrunedPart;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotRefused;
import io.ringfence.journal.snapshot.SnapshotStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a whole journal, and tells what of it can be relied on. */
public final class Verification {
    private final Journal journal;

    private Verification(final Journal journal) {
        this.journal = journal;
    }

    /**
     * Reads all generations that are there.
     *
     * @throws JournalFailure if the disk can't be read
     */
    public static VerifyReport of(final Journal journal) {
        return new Verification(journal).run(journal.epochs());
    }

    /** Reads one generation. */
    public static VerifyReport of(final Journal journal, final int epoch) {
        return new Verification(journal).run(List.of(epoch));
    }

    private VerifyReport run(final List<Integer> epochs) {
        final List<VerifyReport.Generation> generations = new ArrayList<>();
        for (final int epoch : epochs) {
            generations.add(verify(epoch));
        }
        return new VerifyReport(generations);
    }

    private VerifyReport.Generation verify(final int epoch) {
        final RecordedGeneration generation;
        try {
            generation = journal.read(epoch);
        } catch (final JournalFailure unreadable) {
            return VerifyReport.Generation.unreadable(epoch, unreadable.getMessage());
        }
        final List<Checked> snapshots = snapshots(generation);
        final VerifyReport.Log events = verify(generation, LogKind.EVENTS, snapshots);
        final VerifyReport.Log decisions = verify(generation, LogKind.DECISIONS, snapshots);
        return new VerifyReport.Generation(
                epoch,
                generation.seal().map(Seal::outcome),
                generation.seal().flatMap(Seal::damage),
                events,
                decisions,
                snapshots.stream().map(Checked::result).toList(),
                Optional.empty());
    }

    private static VerifyReport.Log verify(
            final RecordedGeneration generation, final LogKind kind, final List<Checked> snapshots) {
        try {
            return read(generation, kind, snapshots);
        } catch (final JournalFailure unreadable) {
            final LogDamage damage = new LogDamage(
                    generation.place(kind).directory(), 0, 0, "a log that can be read", unreadable.getMessage());
            return new VerifyReport.Log(new LogEnd(0, 0, 0), 0, Optional.of(damage));
        }
    }

    private static VerifyReport.Log read(
            final RecordedGeneration generation, final LogKind kind, final List<Checked> snapshots) {
        try (LogReader reader = generation.log(kind)) {
            final LogEnd start = reader.end();
            snapshots.forEach(snapshot -> snapshot.meet(kind, start));
            Optional<LogDamage> gap = Optional.empty();
            long before = start.lastSequence();
            while (gap.isEmpty() && reader.next()) {
                gap = kind == LogKind.EVENTS ? gapBehind(before, reader, generation) : Optional.empty();
                before = reader.sequence();
                meet(snapshots, kind, reader);
            }
            final Optional<LogDamage> damage = gap.or(reader::damage);
            return new VerifyReport.Log(
                    reader.end(), PrunedPart.of(generation.place(kind)).segments(), damage);
        }
    }

    /** Every event is in its log, so there is none without its predecessor. */
    private static Optional<LogDamage> gapBehind(
            final long before, final LogReader reader, final RecordedGeneration generation) {
        return reader.sequence() == before + 1
                ? Optional.empty()
                : Optional.of(new LogDamage(
                        generation.place(LogKind.EVENTS).directory(),
                        0,
                        before,
                        "sequence=" + (before + 1),
                        "sequence=" + reader.sequence()));
    }

    private static void meet(final List<Checked> snapshots, final LogKind kind, final LogReader reader) {
        for (final Checked snapshot : snapshots) {
            if (snapshot.isMetAt(kind, reader.sequence())) {
                snapshot.meet(kind, reader.end());
            }
        }
    }

    private static List<Checked> snapshots(final RecordedGeneration generation) {
        final SnapshotStore store = new SnapshotStore(generation.directory(), generation.epoch());
        return store.list().stream().map(entry -> new Checked(store, entry)).toList();
    }

    /** A snapshot, and whether both logs pass by where it says that they do. */
    private static final class Checked {
        private final SnapshotStore.Entry entry;
        private final boolean[] met = new boolean[LogKind.values().length];
        private Optional<Snapshot> snapshot = Optional.empty();
        private String refused = "";

        Checked(final SnapshotStore store, final SnapshotStore.Entry entry) {
            this.entry = entry;
            try {
                snapshot = Optional.of(store.read(entry));
            } catch (final SnapshotRefused e) {
                refused = e.getMessage();
            }
        }

        boolean isMetAt(final LogKind kind, final long sequence) {
            return snapshot.isPresent() && end(kind).lastSequence() == sequence;
        }

        void meet(final LogKind kind, final LogEnd end) {
            met[kind.ordinal()] |= snapshot.isPresent() && end(kind).equals(end);
        }

        VerifyReport.SnapshotResult result() {
            return new VerifyReport.SnapshotResult(entry.sequence(), entry.file(), problem());
        }

        private Optional<String> problem() {
            if (snapshot.isEmpty()) {
                return Optional.of(refused);
            }
            for (final LogKind kind : LogKind.values()) {
                if (!met[kind.ordinal()] && end(kind).records() > 0) {
                    return Optional.of("its " + end(kind) + " of " + kind.folder() + " isn't in that log");
                }
            }
            return Optional.empty();
        }

        private LogEnd end(final LogKind kind) {
            return kind == LogKind.EVENTS
                    ? snapshot.orElseThrow().events()
                    : snapshot.orElseThrow().decisions();
        }
    }
}
