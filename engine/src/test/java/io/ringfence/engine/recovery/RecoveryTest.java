package io.ringfence.engine.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.history.OrderKey;
import io.ringfence.engine.history.Why;
import io.ringfence.engine.history.WhyOptions;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.replay.Replay;
import io.ringfence.engine.replay.ReplayResult;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.engine.testing.SyntheticMarket;
import io.ringfence.journal.generation.DamagedJournalException;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.OnDamage;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.Disk;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.retention.PruneReport;
import io.ringfence.journal.retention.Pruning;
import io.ringfence.journal.retention.Retention;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import io.ringfence.journal.snapshot.StageState;
import io.ringfence.journal.testing.Flips;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What recovery makes of journals that were left in different ways. */
class RecoveryTest {
    private static final int EVENTS = 20_000;
    private static final int SNAPSHOT_AT = 12_000;
    private static final long BUILD = 99;

    @TempDir
    private Path folder;

    private final Configuration configuration =
            new ShippedDemo().eager().with("segmentSize", "8MiB").configuration();
    private final List<String> said = new ArrayList<>();
    private long segmentBytes = 8 << 20;

    @Test
    void shouldBeginWithNothingInAnEmptyJournal() {
        assertEquals(RecoveryOutcome.NOTHING, recover(configuration).outcome());
    }

    @Test
    void shouldComeToTheSameStateWithAndWithoutItsSnapshot() throws Exception {
        record(EVENTS, 0);
        final List<byte[]> withSnapshot = bytes(recover(configuration));
        try (Stream<Path> snapshots = Files.list(folder.resolve("e000001/snapshots"))) {
            for (final Path snapshot : snapshots.toList()) {
                Files.delete(snapshot);
            }
        }
        final List<byte[]> without = bytes(recover(configuration));

        assertEquals(without.size(), withSnapshot.size());
        for (int i = 0; i < without.size(); i++) {
            assertArrayEquals(without.get(i), withSnapshot.get(i));
        }
        assertTrue(said.stream().anyMatch(line -> line.contains("8,000 events")), said::toString);
        assertTrue(said.stream().anyMatch(line -> line.contains("20,000 events")), said::toString);
    }

    /** As after a power loss: the decision log is longer than the event log. */
    @Test
    void shouldDoubtTheOrdersThatOnlyTheDecisionLogHas() {
        final int orders = record(SNAPSHOT_AT + 1_000, 0);
        final Recovered recovered = recover(configuration);

        assertTrue(orders > 0);
        assertEquals(orders, recovered.orders().size());
        recovered.orders().forEach(order -> assertTrue(order.causeSequence() > SNAPSHOT_AT + 1_000));
        assertFalse(recovered.entriesHeld());
    }

    @Test
    void shouldTellOfAnOrderWhoseEventsAreLostWhatTheDecisionsSay() throws Exception {
        record(SNAPSHOT_AT + 1_000, 0);
        final InDoubtOrder order = recover(configuration).orders().get(0);
        final OrderKey key = new OrderKey(order.engineId(), order.epoch(), order.sequence(), order.index());

        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final int status = new Why(new PrintStream(out, true, UTF_8), new PrintStream(out, true, UTF_8))
                .run(new WhyOptions(folder, key, true));

        assertEquals(ExitStatus.DONE, status, out::toString);
        final JsonNode story = new ObjectMapper().readTree(out.toString(UTF_8));
        assertFalse(story.get("complete").asBoolean(), story::toString);
        assertTrue(story.toString().contains("\"sequence\":" + order.causeSequence()), story::toString);
    }

    @Test
    void shouldReplayWithoutADifferenceWhatLostItsLastEvents() throws Exception {
        record(SNAPSHOT_AT + 1_000, 0);
        try (Journal journal = Journal.open(folder)) {
            journal.start(GenerationOptions.defaults()).close(); // Seals the one before it.
        }
        final RecordedGeneration generation = Journal.reading(folder).read(1);

        final ReplayResult result =
                Replay.whole(configuration.engine().stages(), 64, 16).run(generation, records -> {});

        assertTrue(generation.seal().orElseThrow().decisions().lastSequence() > SNAPSHOT_AT + 1_000);
        assertEquals(SNAPSHOT_AT + 1_000, result.lastSequence());
        assertEquals(Optional.empty(), result.damage());
        assertEquals(0, result.divergences());
    }

    @Test
    void shouldHoldEntriesOrRefuseWhenADecisionDiffers() {
        record(EVENTS, SNAPSHOT_AT + 100);
        final Recovered recovered = recover(configuration);
        assertEquals(RecoveryOutcome.DIVERGED, recovered.outcome());
        assertTrue(recovered.entriesHeld());
        assertTrue(said.stream().anyMatch(line -> line.contains("DIFFER, first sequence=")), said::toString);

        final RecoveryRefused refused = assertThrows(RecoveryRefused.class, () -> recover(recovering("refuse")));
        assertTrue(refused.getMessage().contains("onDivergence"), refused::getMessage);
        assertFalse(recover(recovering("continue")).entriesHeld());
    }

    @Test
    void shouldNotTakeOverWhatAnotherAccountLeft() {
        record(EVENTS, 0);
        final RunIdentity paper = new RunIdentity("paper", "simulated", 1, "USDT", 1);

        final RecoveryRefused refused = assertThrows(RecoveryRefused.class, () -> recover(configuration, paper));

        assertTrue(refused.getMessage().contains("mode=live"), refused::getMessage);
    }

    @Test
    void shouldNameASnapshotThatWasChangedAndGoWithout() throws Exception {
        record(EVENTS, 0);
        final List<byte[]> good = bytes(recover(configuration));
        final Path snapshot = folder.resolve("e000001/snapshots/" + SNAPSHOT_AT + ".snapshot");

        for (int i = 1; i <= 5; i++) {
            said.clear();
            final long position = Files.size(snapshot) * i / 6;
            Flips.flip(snapshot, position, i);
            final List<byte[]> without = bytes(recover(configuration));
            Flips.flip(snapshot, position, i);

            assertTrue(
                    said.stream().anyMatch(line -> line.contains("a snapshot is not used: " + snapshot)),
                    said::toString);
            assertTrue(said.stream().anyMatch(line -> line.contains("20,000 events")), said::toString);
            for (int stage = 0; stage < good.size(); stage++) {
                assertArrayEquals(good.get(stage), without.get(stage));
            }
        }
    }

    /** A digit that is another one, a segment that is gone, and one of another log in its place. */
    @ParameterizedTest
    @ValueSource(strings = {"flipped", "missing", "foreign"})
    void shouldUseAGoodPrefixOnlyIfThatIsAllowed(final String damage) throws Exception {
        segmentBytes = 1 << 20;
        record(EVENTS, 0);
        final Path second = folder.resolve("e000001/events/000001");
        final Path file = second.resolve("19700101F.cq4");
        switch (damage) {
            case "flipped" -> Flips.flip(file, Files.size(file) / 2, 3);
            case "missing" -> {
                try (Stream<Path> files = Files.list(second)) {
                    for (final Path each : files.toList()) {
                        Files.delete(each);
                    }
                }
                Files.delete(second);
            }
            default ->
                Files.copy(
                        folder.resolve("e000001/decisions/000000/19700101F.cq4"),
                        file,
                        StandardCopyOption.REPLACE_EXISTING);
        }
        // Else what is before the snapshot isn't read again.
        Files.delete(folder.resolve("e000001/snapshots/" + SNAPSHOT_AT + ".snapshot"));

        final DamagedJournalException refused =
                assertThrows(DamagedJournalException.class, () -> Journal.open(folder, OnDamage.REFUSE));
        assertTrue(refused.getMessage().contains(second.toString()), refused::getMessage);
        assertTrue(refused.getMessage().contains("behind sequence="), refused::getMessage);
        assertFalse(Files.exists(folder.resolve("e000001/seal.json")));

        final Recovered recovered = recover(configuration);
        assertEquals(RecoveryOutcome.DAMAGED, recovered.outcome());
        assertTrue(said.stream().anyMatch(line -> line.contains("the event log is damaged")), said::toString);
        assertTrue(said.stream().anyMatch(line -> line.contains(second.toString())), said::toString);
    }

    /** Nothing was wrong when it was sealed: a file is lost or changed afterwards, and with it what the engine held. */
    @ParameterizedTest
    @ValueSource(strings = {"events", "decisions"})
    void shouldNotPassOverASealedGenerationThatCannotBeReadAnyMore(final String log) throws Exception {
        record(EVENTS, 0);
        Journal.open(folder).close();
        Files.write(folder.resolve("e000001/" + log + "/000000/19700101F.cq4"), new byte[0]);

        final RecoveryRefused refused = assertThrows(RecoveryRefused.class, () -> recover(onDamage("refuse")));

        assertTrue(refused.getMessage().contains("generation 1 isn't any more what was sealed"), refused::getMessage);
        assertTrue(refused.getMessage().contains("e000001/" + log), refused::getMessage);
        assertEquals(RecoveryOutcome.DAMAGED, recover(onDamage("use-prefix")).outcome());
    }

    @Test
    void shouldHoldEntriesOrRefuseWhenAnotherConfigurationGoesOnFromDamage() throws Exception {
        record(EVENTS, 0);
        final Path events = folder.resolve("e000001/events/000000/19700101F.cq4");
        Flips.flip(events, Files.size(events) * 9 / 10, 3);

        final Recovered same = recover(configuration);
        final Recovered other = recover(recovering("signals-off"));
        final RecoveryRefused refused = assertThrows(RecoveryRefused.class, () -> recover(recovering("refuse")));

        assertEquals(RecoveryOutcome.DAMAGED, same.outcome());
        assertFalse(same.entriesHeld());
        assertEquals(RecoveryOutcome.DAMAGED, other.outcome());
        assertTrue(other.entriesHeld());
        assertTrue(refused.getMessage().contains("another configuration"), refused::getMessage);
    }

    @Test
    void shouldGoOnFromTheGenerationBeforeOneWhoseFirstEventCannotBeRead() throws Exception {
        record(EVENTS, 0);
        final List<byte[]> first = bytes(recover(configuration));
        record(EVENTS, 0);
        Journal.open(folder).close();
        Files.delete(folder.resolve("e000002/snapshots/" + SNAPSHOT_AT + ".snapshot"));
        Files.write(folder.resolve("e000002/events/000000/19700101F.cq4"), new byte[0]);

        final Recovered recovered = recover(onDamage("use-prefix"));

        assertEquals(2, recovered.epoch());
        final List<byte[]> bytes = bytes(recovered);
        for (int stage = 0; stage < first.size(); stage++) {
            assertArrayEquals(first.get(stage), bytes.get(stage));
        }
    }

    @Test
    void shouldGoOnFromAnOpeningSnapshotWhoseGenerationNeverBegan() throws Exception {
        record(EVENTS, 0);
        final Recovered first = recover(configuration);
        try (Journal journal = Journal.open(folder);
                Generation next = journal.start(GenerationOptions.defaults())) {
            RecordedConfiguration.write(next.directory(), configuration, next.disk());
            RunIdentity.of(configuration).write(next.directory(), next.disk());
            new SnapshotStore(next.directory(), next.epoch()).write(opening(next, first));
        }
        deleteGeneration(1);

        final Recovered recovered = recover(configuration);

        assertEquals(2, recovered.epoch());
        final List<byte[]> before = bytes(first);
        final List<byte[]> after = bytes(recovered);
        for (int stage = 0; stage < before.size(); stage++) {
            assertArrayEquals(before.get(stage), after.get(stage));
        }
        Flips.flip(folder.resolve("e000002/snapshots/0.snapshot"), 100, 3);
        assertThrows(RecoveryRefused.class, () -> recover(configuration));
    }

    private Snapshot opening(final Generation generation, final Recovered state) {
        return new Snapshot(
                configuration.engine().engineId(),
                generation.epoch(),
                0,
                0,
                BUILD,
                configuration.hash(),
                1,
                generation.events().end(),
                generation.decisions().end(),
                state.state().orElseThrow().save());
    }

    private void deleteGeneration(final int epoch) throws Exception {
        try (Stream<Path> tree = Files.walk(folder.resolve("e00000" + epoch))) {
            for (final Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void shouldRecoverFromALogWhoseBeginningWasPruned() {
        segmentBytes = 1 << 20;
        record(EVENTS, 0);
        final List<byte[]> whole = bytes(recover(configuration));

        final PruneReport pruned =
                Pruning.prune(folder, new Retention(Retention.UNLIMITED, 1), 0, (epoch, kind) -> Integer.MAX_VALUE);
        assertTrue(pruned.removed().toString().contains("e000001/events/000000"), pruned::toText);

        final List<byte[]> rest = bytes(recover(configuration));
        for (int stage = 0; stage < whole.size(); stage++) {
            assertArrayEquals(whole.get(stage), rest.get(stage));
        }
    }

    @Test
    void shouldRefuseToGoOnUnderAConfigurationThatIsNotTheRecordedOne() throws Exception {
        record(EVENTS, 0);
        final Path engine = folder.resolve("e000001/engine.yaml");
        Files.writeString(engine, Files.readString(engine).replace("emaSlow: 4", "emaSlow: 5"));

        final RecoveryRefused refused = assertThrows(RecoveryRefused.class, () -> recover(configuration));

        assertTrue(
                refused.getMessage().contains("the configuration in " + folder.resolve("e000001")),
                refused::getMessage);
    }

    /** A loss of power must not leave logs that nobody can read for want of these. */
    @Test
    void shouldForceWhatAStartNeedsBesideTheLogs() throws Exception {
        final Set<String> forced = new TreeSet<>();
        final Disk disk = new Disk() {
            @Override
            public void force(final Path file, final FileChannel channel, final boolean lengthToo) {
                forced.add(folder.relativize(file).toString());
            }

            @Override
            public void forceDirectory(final Path directory) {
                forced.add(folder.relativize(directory) + "/");
            }
        };

        RunIdentity.of(configuration).write(folder, disk);
        RecordedConfiguration.write(folder, configuration, disk);

        assertEquals(
                Set.of("/", "stops/", "run.json.tmp", "engine.yaml.tmp", "venue.yaml.tmp", "stops/demo.yaml.tmp"),
                forced);
        assertEquals(configuration.hash(), RecordedConfiguration.read(folder).hash());
    }

    @Test
    void shouldNameEveryFlippedBitOfWhatSaysWhoseGenerationItIs() throws Exception {
        RunIdentity.of(configuration).write(folder, Disk.REAL);

        Flips.everyBit(folder.resolve("run.json"), flipped -> {
            final JournalFailure refused = assertThrows(JournalFailure.class, () -> RunIdentity.read(folder), flipped);
            assertTrue(refused.getMessage().contains(folder.resolve("run.json").toString()), refused::getMessage);
        });
    }

    private Configuration onDamage(final String rule) {
        return new ShippedDemo()
                .eager()
                .with("segmentSize", "8MiB\n  onDamage: " + rule)
                .configuration();
    }

    private Configuration recovering(final String onDivergence) {
        final String text =
                new ShippedDemo().eager().with("segmentSize", "8MiB").engineText() + "\nrecovery: {onDivergence: "
                        + onDivergence + "}\n";
        return ConfigLoader.parse("test", text, configuration.venueText(), configuration.stopTexts());
    }

    /**
     * Records a synthetic market as one generation that nobody sealed.
     *
     * @param events  how many of its events get into the event log
     * @param altered sequence from which on the first decision is written differently; 0: none
     * @return orders decided behind the last recorded event
     */
    private int record(final int events, final long altered) {
        final SyntheticMarket market = new SyntheticMarket(4, 7);
        final Slot slot = new Slot();
        final long[] from = {altered};
        try (Journal journal = Journal.open(folder)) {
            final Generation generation =
                    journal.start(GenerationOptions.defaults().withSegmentBytes(segmentBytes));
            RecordedConfiguration.write(generation.directory(), configuration, generation.disk());
            RunIdentity.of(configuration).write(generation.directory(), generation.disk());
            final Stages stages =
                    Stages.of(configuration.engine().stages(), market, (sequence, payload, offset, lengthBytes) -> {
                        final MutableDirectBuffer copy = new UnsafeBuffer(new byte[lengthBytes]);
                        copy.putBytes(0, payload, offset, lengthBytes);
                        if (from[0] > 0 && sequence >= from[0]) {
                            copy.putByte(lengthBytes - 8, (byte) (copy.getByte(lengthBytes - 8) + 1));
                            from[0] = 0;
                        }
                        generation.decisions().append(sequence, copy, 0, lengthBytes);
                    });
            long ordersBefore = 0;
            for (int i = 1; i <= EVENTS; i++) {
                market.next(slot);
                if (i <= events) {
                    generation.events().append(slot.sequence(), slot.event(), 0, slot.eventBytes());
                    ordersBefore = market.ordersSeen();
                }
                for (final Stage stage : stages.row()) {
                    stage.onEvent(slot);
                }
                if (i <= events) {
                    ordersBefore = market.ordersSeen();
                }
                if (i == SNAPSHOT_AT) {
                    snapshot(generation, stages, slot);
                }
            }
            generation.close();
            return (int) (market.ordersSeen() - ordersBefore);
        }
    }

    private void snapshot(final Generation generation, final Stages stages, final Slot slot) {
        new SnapshotStore(generation.directory(), generation.epoch())
                .write(new Snapshot(
                        configuration.engine().engineId(),
                        generation.epoch(),
                        slot.sequence(),
                        slot.receiveTimeNs(),
                        BUILD,
                        configuration.hash(),
                        1,
                        generation.events().end(),
                        generation.decisions().end(),
                        stages.save()));
    }

    private Recovered recover(final Configuration next) {
        return recover(next, RunIdentity.of(configuration));
    }

    private Recovered recover(final Configuration next, final RunIdentity identity) {
        try (Journal journal = Journal.open(folder)) {
            return new Recovery(journal, next, identity, BUILD, new RecoverySteps(said::add)).run();
        }
    }

    private static List<byte[]> bytes(final Recovered recovered) {
        final List<byte[]> bytes = new ArrayList<>();
        for (final StageState state : recovered.state().orElseThrow().save()) {
            final byte[] copy = new byte[state.lengthBytes()];
            state.bytes().get(copy);
            bytes.add(copy);
        }
        return bytes;
    }
}
