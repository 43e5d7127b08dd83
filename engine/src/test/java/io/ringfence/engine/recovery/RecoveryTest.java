package io.ringfence.engine.recovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.engine.testing.SyntheticMarket;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import io.ringfence.journal.snapshot.StageState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                    journal.start(GenerationOptions.defaults().withSegmentBytes(8 << 20));
            RecordedConfiguration.write(generation.directory(), configuration);
            RunIdentity.of(configuration).write(generation.directory());
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
