package io.ringfence.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.engine.breakpoint.BreakRun;
import io.ringfence.engine.breakpoint.Breakpoint;
import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.history.Trades;
import io.ringfence.engine.history.TradesOptions;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.recovery.JournalReplay;
import io.ringfence.engine.recovery.JournalReplayOptions;
import io.ringfence.engine.replay.Replay;
import io.ringfence.engine.replay.ReplayResult;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.retention.PruneReport;
import io.ringfence.journal.retention.Pruning;
import io.ringfence.journal.retention.Retention;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import io.ringfence.journal.snapshot.StageState;
import io.ringfence.journal.testing.Flips;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replays that begin with a snapshot, snapshots made offline, and journals of several generations. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SnapshotReplayTest {
    private static final int ENGINE = 1;

    private Path folder;

    private RecordedGeneration recorded;
    private SnapshotStore store;
    private Replay replay;
    private ReplayResult whole;
    private long last;

    @BeforeAll
    void trade(@TempDir final Path journal) throws Exception {
        folder = journal;
        recorded = run(7);
        store = new SnapshotStore(recorded.directory(), recorded.epoch());
        replay = Replay.whole(
                RecordedConfiguration.read(recorded.directory()).engine().stages(), 1024, 256);
        whole = replay.run(recorded, records -> {});
        last = recorded.seal().orElseThrow().events().lastSequence();
    }

    private RecordedGeneration run(final long seed) throws Exception {
        final ShippedDemo demo = new ShippedDemo()
                .eager()
                .layout("one")
                .with("every", "4s")
                .with("segmentSize", "1MiB")
                .with("keep", "100")
                .with("onStop", "leave-guarded");
        try (LiveRun run =
                LiveRun.start(demo, VenueOptions.ofGenerated(seed, 6, 40).withSpeed(Speed.MAX), folder)) {
            return run.playToTheEnd().stop();
        }
    }

    @Test
    @Order(1)
    void shouldBeginWithTheNewestSnapshotBeforeTheFirstSequenceOfInterest() throws Exception {
        final List<Long> sequences =
                store.list().stream().map(SnapshotStore.Entry::sequence).toList();
        assertTrue(sequences.size() >= 3, sequences::toString);
        assertEquals(0, whole.divergences());
        for (int i = 0; i < sequences.size(); i++) {
            final long before = i + 1 < sequences.size() ? sequences.get(i + 1) : 0;
            assertBegins(sequences.get(i) + 1, sequences.get(i));
            assertBegins(sequences.get(i), before);
        }
    }

    private void assertBegins(final long from, final long behind) throws Exception {
        for (final LaneLayout layout : List.of(LaneLayout.ONE, LaneLayout.EACH)) {
            final ReplayResult result =
                    replay.on(layout, 64).between(from, Long.MAX_VALUE).run(recorded, records -> {});

            assertEquals(behind, result.behind());
            assertEquals(last - behind, result.records());
            assertEquals(0, result.divergences(), () -> result.first().toString());
            assertEquals(whole.hash(), result.hash());
            assertEquals(List.of(), result.skipped());
        }
    }

    @Test
    @Order(2)
    void shouldEndWhereItIsTold() throws Exception {
        final long to = last / 2;

        final ReplayResult result = replay.between(1, to).run(recorded, records -> {});

        assertEquals(to, result.lastSequence());
        assertEquals(to, result.records());
        assertEquals(0, result.divergences());
    }

    @ParameterizedTest
    @EnumSource(LogKind.class)
    @Order(2)
    void shouldNotPassOverDamageBeforeTheEndThatItIsTold(final LogKind damaged, @TempDir final Path copy)
            throws Exception {
        final long good = damageInTheMiddle(damaged, copy);
        try (Journal journal = Journal.reading(copy)) {
            final RecordedGeneration generation = journal.read(1);

            assertTrue(replay.between(1, last - 1)
                    .run(generation, records -> {})
                    .damage()
                    .isPresent());
            assertEquals(
                    Optional.empty(),
                    replay.between(1, good).run(generation, records -> {}).damage());
        }
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertEquals(
                ExitStatus.FAILED,
                new OfflineSnapshot(System.out, new PrintStream(said, true, StandardCharsets.UTF_8))
                        .run(new OfflineSnapshotOptions(copy, 1, OptionalLong.of(last - 1), true)));
        assertTrue(
                said.toString(StandardCharsets.UTF_8).contains("is damaged"),
                () -> said.toString(StandardCharsets.UTF_8));
    }

    @Test
    @Order(2)
    void shouldReplayWhatIsLeftOfAPrunedGenerationAndRefuseWhatIsGone(@TempDir final Path copy) throws Exception {
        final long behind = pruneToTheMiddle(copy);
        try (Journal journal = Journal.reading(copy)) {
            final RecordedGeneration rest = journal.read(1);
            final ReplayResult result =
                    replay.between(behind + 1, Long.MAX_VALUE).run(rest, records -> {});
            final BreakRun beginning = breakRun("trade.price > 0", 1);
            final BreakRun left = breakRun("trade.price > 0 and trade.price < 1000000000", behind + 1);

            assertTrue(result.isClean(), () -> result.damage().toString() + result.first());
            assertEquals(whole.hash(), result.hash());
            assertGone(rest, behind, () -> replay.run(rest, records -> {}));
            assertGone(rest, behind, () -> beginning.run(rest, records -> {}));
            // Its definition is gone, its decimals are not.
            final JsonNode picture =
                    left.run(rest, records -> {}).picture().orElseThrow().json().get("event");
            assertTrue(picture.get("price").asText().contains("."), picture::toString);
            assertFalse(picture.get("instrument").asText().contains("#"), picture::toString);
        }
        final ByteArrayOutputStream trades = new ByteArrayOutputStream();
        new Trades(new PrintStream(trades, true, StandardCharsets.UTF_8), System.err)
                .run(new TradesOptions(copy, OptionalInt.empty(), TradesOptions.Format.CSV));
        final List<String> lines =
                trades.toString(StandardCharsets.UTF_8).lines().skip(1).toList();
        assertFalse(lines.isEmpty());
        lines.forEach(line -> assertTrue(line.contains("USDT"), line));
        assertEquals(ExitStatus.DONE, new JournalReplay(System.out).run(new JournalReplayOptions(copy, true)));
        assertEquals(
                ExitStatus.DONE,
                new OfflineSnapshot(System.out, System.err)
                        .run(new OfflineSnapshotOptions(copy, 1, OptionalLong.empty(), true)));
        assertThrows(
                JournalFailure.class,
                () -> new OfflineSnapshot(System.out, System.err)
                        .run(new OfflineSnapshotOptions(copy, 1, OptionalLong.of(behind - 1), true)));
        assertEquals(
                store.read(store.list().get(0), ENGINE).stateHash(),
                new SnapshotStore(copy.resolve("e000001"), 1)
                        .newest(last, ENGINE)
                        .snapshot()
                        .orElseThrow()
                        .stateHash());
    }

    private BreakRun breakRun(final String expression, final long from) throws Exception {
        return new BreakRun(
                RecordedConfiguration.read(recorded.directory()).engine().stages(),
                Breakpoint.of(expression),
                from,
                Long.MAX_VALUE);
    }

    private static void assertGone(final RecordedGeneration generation, final long behind, final Executable replayed) {
        final String message = assertThrows(JournalFailure.class, replayed).getMessage();
        assertTrue(message.contains("up to #" + generation.prunedUpTo() + " of generation 1"), message);
        assertTrue(message.contains("#" + (behind + 1) + " and later"), message);
    }

    /** Returns where its only snapshot was taken. */
    private long pruneToTheMiddle(final Path copy) throws Exception {
        final long behind = last / 2;
        copyTo(copy);
        for (final SnapshotStore.Entry entry : new SnapshotStore(copy.resolve("e000001"), 1).list()) {
            Files.delete(entry.file());
        }
        assertEquals(
                ExitStatus.DONE,
                new OfflineSnapshot(System.out, System.err)
                        .run(new OfflineSnapshotOptions(copy, 1, OptionalLong.of(behind), true)));
        final PruneReport pruned =
                Pruning.prune(copy, new Retention(Retention.UNLIMITED, 1), 0, (epoch, kind) -> Integer.MAX_VALUE);
        assertTrue(pruned.removed().toString().contains("e000001/events/000000"), pruned::toText);
        return behind;
    }

    private void copyTo(final Path copy) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                final Path target = copy.resolve(folder.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** Returns the last good record's sequence. */
    private long damageInTheMiddle(final LogKind damaged, final Path copy) throws Exception {
        copyTo(copy);
        try (Journal journal = Journal.reading(copy)) {
            final Path data = journal.read(1).place(damaged).directory().resolve("000000/19700101F.cq4");
            Flips.flip(data, Files.size(data) / 2, 3);
            return journal.read(1).damage().get(0).lastSequence();
        }
    }

    @Test
    @Order(3)
    void shouldMakeOfflineWhatTheEngineMadeItself() throws Exception {
        for (final SnapshotStore.Entry entry : store.list()) {
            final Snapshot own = store.read(entry, ENGINE);
            Files.delete(entry.file());

            assertEquals(ExitStatus.DONE, snapshot(OptionalLong.of(entry.sequence()), new ByteArrayOutputStream()));
            final Snapshot offline = store.read(entry, ENGINE);
            assertEquals(own.stateHash(), offline.stateHash());
            assertEquals(own.events(), offline.events());
            assertEquals(own.decisions(), offline.decisions());
            assertEquals(own.receiveTimeNs(), offline.receiveTimeNs());
            assertEquals(own.configurationHash(), offline.configurationHash());
            // Not of the build that looks at it: recovery must see that another one goes on from there.
            assertEquals(recorded.start().orElseThrow().buildHash(), offline.buildHash());
        }
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertEquals(ExitStatus.DONE, snapshot(OptionalLong.empty(), said));
        assertTrue(
                said.toString(StandardCharsets.UTF_8).contains("\"sequence\":" + last),
                () -> said.toString(StandardCharsets.UTF_8));
        assertEquals(ExitStatus.FAILED, snapshot(OptionalLong.of(last + 1), new ByteArrayOutputStream()));
    }

    private int snapshot(final OptionalLong at, final ByteArrayOutputStream said) throws Exception {
        return new OfflineSnapshot(new PrintStream(said, true, StandardCharsets.UTF_8), System.err)
                .run(new OfflineSnapshotOptions(folder, recorded.epoch(), at, true));
    }

    @Test
    @Order(4)
    void shouldUseTheOneBeforeOneThatIsDamagedOrOfAnotherPlace() throws Exception {
        final List<SnapshotStore.Entry> entries = store.list();
        final Snapshot second = store.read(entries.get(1), ENGINE);
        final byte[] newest = Files.readAllBytes(entries.get(0).file());
        newest[newest.length / 2] ^= 1;
        Files.write(entries.get(0).file(), newest);
        store.write(with(
                second,
                new LogEnd(
                        second.events().records(),
                        second.sequence(),
                        second.events().chain() + 1),
                second.stages()));

        final ReplayResult result =
                replay.between(entries.get(0).sequence() + 1, Long.MAX_VALUE).run(recorded, records -> {});

        assertEquals(entries.get(2).sequence(), result.behind());
        assertEquals(whole.hash(), result.hash());
        assertEquals(2, result.skipped().size());
        assertTrue(result.skipped().get(0).contains("checksum="), result.skipped()::toString);
        assertTrue(result.skipped().get(1).contains("taken where the logs ended"), result.skipped()::toString);
        store.write(second);
    }

    @Test
    @Order(5)
    void shouldReplayAllGenerationsAndHoldTheirBeginningsAgainstTheEndsBefore() throws Exception {
        run(8);
        final RecordedGeneration third = run(9);

        assertEquals(3, third.epoch());
        final String good = replayAll(ExitStatus.DONE);
        assertEquals(2, count(good, "\"beginsAsThatEnded\":true"), good);
        final SnapshotStore openings = new SnapshotStore(third.directory(), third.epoch());
        final Snapshot opening = openings.opening(ENGINE).orElseThrow();
        assertFalse(opening.stages().isEmpty());
        openings.write(with(opening, opening.events(), withFlippedBit(opening.stages(), "portfolio")));
        final String bad = replayAll(ExitStatus.FAILED);
        assertEquals(1, count(bad, "\"beginsAsThatEnded\":false,\"differingStage\":\"portfolio\""), bad);

        final Path file = third.directory().resolve("snapshots/0.snapshot");
        Flips.flip(file, Files.size(file) / 2, 3);
        final BreakRun unread = breakRun("trade.price > 0", 1);
        final String message = assertThrows(JournalFailure.class, () -> unread.run(third, records -> {}))
                .getMessage();
        assertTrue(message.contains("generation 3: opening snapshot: "), message);
    }

    private String replayAll(final int status) throws Exception {
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (Journal reading = Journal.reading(folder)) {
            final int actual = new JournalReplay(new PrintStream(said, true, StandardCharsets.UTF_8))
                    .run(new JournalReplayOptions(reading.directory(), true));
            assertEquals(status, actual, () -> said.toString(StandardCharsets.UTF_8));
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private static int count(final String text, final String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    private static Snapshot with(final Snapshot snapshot, final LogEnd events, final List<StageState> stages) {
        return new Snapshot(
                snapshot.engineId(),
                snapshot.epoch(),
                snapshot.sequence(),
                snapshot.receiveTimeNs(),
                snapshot.buildHash(),
                snapshot.configurationHash(),
                snapshot.schemaVersion(),
                events,
                snapshot.decisions(),
                stages);
    }

    private static List<StageState> withFlippedBit(final List<StageState> stages, final String stage) {
        final List<StageState> altered = new ArrayList<>();
        for (final StageState state : stages) {
            if (state.stage().equals(stage)) {
                final ByteBuffer bytes = ByteBuffer.allocate(state.lengthBytes());
                bytes.put(state.bytes()).flip();
                bytes.put(bytes.limit() / 2, (byte) (bytes.get(bytes.limit() / 2) ^ 1));
                altered.add(new StageState(stage, state.version(), bytes));
            } else {
                altered.add(state);
            }
        }
        return altered;
    }
}
