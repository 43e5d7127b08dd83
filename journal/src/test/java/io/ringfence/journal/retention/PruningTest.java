package io.ringfence.journal.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.log.Disk;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.log.PrunableLog;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import io.ringfence.journal.testing.FailingDisk;
import io.ringfence.journal.testing.Flips;
import io.ringfence.journal.verify.Verification;
import io.ringfence.journal.verify.VerifyReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes, what stays, and that what stays is still readable from the newest snapshot on. */
class PruningTest {
    private static final long NOW_MS = 1_800_000_000_000L;
    private static final long DAY_MS = 86_400_000L;
    private static final Retention ALL_GOES = new Retention(Retention.UNLIMITED, 1);

    @TempDir
    private Path folder;

    @Test
    void shouldRemoveWholeGenerationsOldestFirstUntilTheSizeIsHeld() {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(2).end().begin(2).end().begin();
            kept.snapshot();
            kept.define().go(2).end();
            final long limit = kept.bytes() - 1;

            final PruneReport report = prune(kept, limit);

            assertEquals(List.of("e000001"), names(report));
            assertEquals(List.of(2, 3), kept.journal().epochs());
            assertEquals(kept.bytes(), report.bytesAfter());
            assertTrue(report.bytesAfter() <= limit);
            assertEquals(List.of(), report.refused());
        }
    }

    @Test
    void shouldRemoveWhatIsTooOldAndNothingElse() {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(1).end().begin(1).end().begin();
            kept.snapshot();
            kept.define().end();
            kept.age("e000001", NOW_MS - 8 * DAY_MS);
            kept.age("e000002", NOW_MS - 6 * DAY_MS);
            kept.age("e000003", NOW_MS + DAY_MS);

            final PruneReport report =
                    Pruning.prune(folder, new Retention(7 * DAY_MS, Retention.UNLIMITED), NOW_MS, Sealed.ALL);

            assertEquals(List.of("e000001"), names(report));
            assertEquals(List.of(2, 3), kept.journal().epochs());
        }
    }

    /** Recovery passes over a generation that was killed before it had begun, whatever it was opened with. */
    @Test
    void shouldKeepWhatIsBeforeAGenerationThatHasNotBegun() {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(2).end().begin(2);
            kept.snapshot();
            kept.end().begin();
            kept.snapshot();
            kept.end();

            final PruneReport report = prune(kept, 1);

            assertEquals(List.of(2, 3), kept.journal().epochs());
            assertFalse(names(report).contains("e000002"), report::toText);
        }
    }

    @Test
    void shouldRefuseByNameWhatTheNewestSnapshotNeeds() {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(1).end().begin(2);
            kept.snapshot();
            kept.append().end().begin(1).end();

            final PruneReport report = prune(kept, 1);

            // The third generation has no snapshot of its own, so it needs the second from its snapshot on.
            assertEquals(List.of("e000001", "e000002/decisions/000000", "e000002/events/000000"), sorted(report));
            assertEquals(List.of(2, 3), kept.journal().epochs());
            assertTrue(
                    report.refused().stream()
                            .anyMatch(refusal -> refusal.name().equals("e000002/events/000001")
                                    && refusal.reason().contains("newest valid snapshot")),
                    report.toText());
            assertTrue(
                    report.refused().stream()
                            .anyMatch(refusal -> refusal.name().equals("e000003/events/000000")
                                    && refusal.reason().contains("generation 3 from its beginning")),
                    report.toText());
        }
    }

    @Test
    void shouldTouchNothingWithoutAnySnapshot() {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(2).end().begin(1).end();
            final long bytes = kept.bytes();

            final PruneReport report = prune(kept, 1);

            assertEquals(List.of(), report.removed());
            assertEquals(bytes, kept.bytes());
            assertFalse(report.refused().isEmpty());
        }
    }

    @Test
    void shouldPruneTheBeginningOfARunningGenerationAndReadTheRest() {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin();
            kept.snapshot();
            kept.go(2);
            kept.snapshot();
            kept.go(4);
            final Snapshot newest = kept.snapshot();
            kept.append().append();

            final PruneReport report = Pruning.prune(folder, ALL_GOES, NOW_MS, kept.sealed());

            assertTrue(names(report).contains("e000001/events/000002"), report.toText());
            assertTrue(names(report).contains("e000001/snapshots/0.snapshot"), report.toText());
            assertEquals(
                    List.of(newest.sequence()),
                    new SnapshotStore(kept.journal().read(1).directory(), 1)
                            .list().stream().map(SnapshotStore.Entry::sequence).toList());
            kept.append();
            assertReadsBehind(kept, newest);
            kept.end();
            final VerifyReport verified = Verification.of(kept.journal());
            assertEquals(0, verified.damages(), verified.toText());
            assertEquals(3, verified.generations().get(0).events().prunedSegments());
            assertEquals(
                    kept.sequence(),
                    verified.generations().get(0).events().end().records());
        }
    }

    @Test
    void shouldForceWhatTheNewestSnapshotStandsOnBeforeAnythingGoes() {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(1).end().begin(3);
            kept.snapshot();
            kept.append();
            final FailingDisk disk = new FailingDisk();

            Pruning.prune(folder, ALL_GOES, NOW_MS, kept.sealed(), disk);

            assertEquals(
                    List.of("e000002/events/000002", "e000002/decisions/000002"),
                    disk.forced().subList(0, 2).stream()
                            .map(file -> folder.relativize(file.getParent()).toString())
                            .toList());
            assertFalse(Files.exists(folder.resolve("e000001")));
        }
    }

    @Test
    void shouldRemoveNothingIfWhatTheNewestSnapshotStandsOnCannotBeForced() {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(1).end().begin(3);
            kept.snapshot();
            final long bytes = kept.bytes();

            final FailingDisk disk = new FailingDisk();
            disk.refuseFrom(folder.resolve("e000002"));

            final JournalFailure refused = assertThrows(
                    JournalFailure.class, () -> Pruning.prune(folder, ALL_GOES, NOW_MS, kept.sealed(), disk));

            assertTrue(refused.getMessage().contains("e000002"), refused.getMessage());
            assertEquals(bytes, kept.bytes());
        }
    }

    /** What a loss of power leaves: the snapshot was forced, and what it stands on wasn't. */
    @Test
    void shouldNotCountASnapshotThatItsSealedLogsDoNotReach() {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(2);
            kept.snapshot();
            kept.end().begin(1);
            kept.snapshotOfMore();
            kept.end();

            final PruneReport report = prune(kept, 1);

            assertEquals(List.of("e000001/decisions/000000", "e000001/events/000000"), sorted(report));
        }
    }

    @Test
    void shouldLeaveAGenerationThatIsNotSealedYet() {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(2).end().begin();
            kept.snapshot();
            kept.define();

            final PruneReport report =
                    Pruning.prune(folder, ALL_GOES, NOW_MS, (epoch, kind) -> epoch == 1 ? 0 : Integer.MAX_VALUE);

            assertEquals(List.of(), report.removed());
        }
    }

    private static void assertReadsBehind(final KeptJournal kept, final Snapshot newest) {
        for (final LogKind kind : LogKind.values()) {
            final LogEnd from = kind == LogKind.EVENTS ? newest.events() : newest.decisions();
            try (LogReader reader = kept.journal().read(1).log(kind, from)) {
                for (long sequence = newest.sequence() + 1; sequence <= kept.sequence(); sequence++) {
                    assertTrue(reader.next());
                    assertEquals(sequence, reader.sequence());
                    assertEquals(sequence, reader.buffer().getLong(reader.offset()));
                }
                assertFalse(reader.next());
                assertEquals(kept.sequence(), reader.end().records());
            }
        }
    }

    @Test
    void shouldNotPruneASegmentThatIsStillWritten() {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(3);
            kept.snapshot();

            final PruneReport report = Pruning.prune(folder, ALL_GOES, NOW_MS, (epoch, kind) -> 1);

            assertEquals(List.of("e000001/decisions/000000", "e000001/events/000000"), sorted(report));
            assertTrue(report.toText().contains("it is being written"), report.toText());
        }
    }

    @Test
    void shouldSayWhatItWouldDoAndDoNothing() {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(1).end().begin(2);
            kept.snapshot();
            kept.end();
            final long bytes = kept.bytes();

            final PruneReport planned = Pruning.dryRun(folder, ALL_GOES, NOW_MS, Sealed.ALL);

            assertEquals(bytes, kept.bytes());
            final PruneReport done = prune(kept, 1);
            assertEquals(planned.removed(), done.removed());
            assertEquals(planned.refused(), done.refused());
        }
    }

    @Test
    void shouldNotCountASnapshotThatDoesNotVerify() throws IOException {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(2);
            kept.snapshot();
            kept.go(3);
            final Snapshot newest = kept.snapshot();
            kept.end();
            flip(folder.resolve("e000001/snapshots/" + newest.sequence() + ".snapshot"), 100);

            final PruneReport report = prune(kept, 1);

            assertEquals(List.of("e000001/decisions/000000", "e000001/events/000000"), sorted(report));
            final VerifyReport verified = Verification.of(kept.journal());
            assertEquals(1, verified.damages(), verified.toText());
            assertTrue(verified.toText().contains("NOT VALID"), verified.toText());
        }
    }

    @Test
    void shouldLeaveWhatIsDamagedAlone() throws IOException {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(3);
            kept.snapshot();
            kept.end();
            flip(folder.resolve("e000001/events/000000/19700101F.cq4"), 300_000);

            final JournalFailure refused = assertThrows(JournalFailure.class, () -> prune(kept, 1));

            assertTrue(refused.getMessage().contains("damaged log: segment="), refused.getMessage());
            assertTrue(Files.exists(folder.resolve("e000001/events/000000")));
        }
    }

    @Test
    void shouldGoOnWhereAKilledOneEnded() throws IOException {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(1).end().begin(3);
            final Snapshot newest = kept.snapshot();
            kept.end();
            Files.move(folder.resolve("e000001"), folder.resolve("e000001.pruned"));
            // The beginning of the log is condemned, and its segments are still there.
            final byte[] first = Files.readAllBytes(folder.resolve("e000002/events/000000/19700101F.cq4"));
            new PrunableLog(kept.journal().read(2).place(LogKind.EVENTS)).pruneBefore(1, Disk.REAL);
            Files.createDirectory(folder.resolve("e000002/events/000000"));
            Files.write(folder.resolve("e000002/events/000000/19700101F.cq4"), first);
            assertEquals(0, Verification.of(kept.journal()).damages());

            prune(kept, 1);

            assertFalse(Files.exists(folder.resolve("e000001.pruned")));
            assertFalse(Files.exists(folder.resolve("e000002/events/000000")));
            assertReads(kept, newest);
        }
    }

    private static void assertReads(final KeptJournal kept, final Snapshot newest) {
        try (LogReader reader = kept.journal().read(2).log(LogKind.EVENTS, newest.events())) {
            assertFalse(reader.next());
            assertEquals(Optional.empty(), reader.damage());
            assertEquals(newest.events(), reader.end());
        }
    }

    @Test
    void shouldNameEveryFlippedBitOfWhatSaysHowFarALogWasPruned() throws Exception {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(3);
            kept.snapshot();
            kept.end();
            prune(kept, 1);
            final Path pruned = folder.resolve("e000001/events/pruned.json");

            Flips.everyBit(pruned, flipped -> {
                final JournalFailure refused = assertThrows(
                        JournalFailure.class, () -> kept.journal().read(1).events(), flipped);
                assertTrue(refused.getMessage().contains(pruned.toString()), refused.getMessage());
                final VerifyReport verified = Verification.of(kept.journal());
                assertTrue(verified.toText().contains(pruned.toString()), flipped + verified.toText());
            });
            assertEquals(0, Verification.of(kept.journal()).damages());
        }
    }

    @Test
    void shouldRefuseToReadFromBeforeWhatIsLeft() {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin();
            kept.append();
            final Snapshot early = kept.snapshot();
            kept.go(3);
            kept.snapshot();
            kept.end();
            prune(kept, 1);

            final JournalFailure refused = assertThrows(
                    JournalFailure.class, () -> kept.journal().read(1).log(LogKind.EVENTS, early.events()));

            assertTrue(refused.getMessage().contains("pruned up to sequence="), refused.getMessage());
        }
    }

    @Test
    void shouldFindAnotherRecordInThePlaceOfTheOneASnapshotKnows() {
        try (KeptJournal kept = new KeptJournal(folder)) {
            kept.begin(2);
            final Snapshot newest = kept.snapshot();
            kept.end();
            final LogEnd events = newest.events();

            try (LogReader reader = kept.journal()
                    .read(1)
                    .log(LogKind.EVENTS, new LogEnd(events.records(), events.lastSequence(), events.chain() + 1))) {
                assertFalse(reader.next());
                assertTrue(reader.damage().orElseThrow().found().contains("no such record"));
            }
        }
    }

    private PruneReport prune(final KeptJournal kept, final long maxBytes) {
        return Pruning.prune(folder, new Retention(Retention.UNLIMITED, maxBytes), NOW_MS, Sealed.ALL);
    }

    private static List<String> names(final PruneReport report) {
        return report.removed().stream().map(PruneReport.Item::name).toList();
    }

    private static List<String> sorted(final PruneReport report) {
        return names(report).stream().sorted().toList();
    }

    private static void flip(final Path file, final long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            one.put(0, (byte) (one.get(0) ^ 4));
            channel.write(one.flip(), position);
        }
    }
}
