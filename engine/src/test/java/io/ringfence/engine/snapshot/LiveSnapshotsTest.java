package io.ringfence.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.LoggedEvent;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.generation.Seal;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.SnapshotRequestDecoder;
import io.ringfence.journal.message.StateHashDecoder;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import io.ringfence.journal.snapshot.StateHash;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots that an engine takes while it trades, held against a replay of its journal. */
class LiveSnapshotsTest {
    private static final int ENGINE = 1;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"one", "journal-apart", "each"})
    void shouldHoldWhatAReplayHoldsAtTheirSequence(final String layout) throws Exception {
        final ShippedDemo demo =
                new ShippedDemo().eager().layout(layout).with("every", "4s").with("keep", "100");
        final RecordedGeneration recorded;
        try (LiveRun run =
                LiveRun.start(demo, VenueOptions.ofGenerated(7, 6, 40).withSpeed(Speed.MAX), folder)) {
            recorded = run.playToTheEnd().stop();
        }
        final SnapshotStore store = new SnapshotStore(recorded.directory(), recorded.epoch());
        final TreeMap<Long, Snapshot> snapshots = new TreeMap<>();
        for (final SnapshotStore.Entry entry : store.list()) {
            snapshots.put(entry.sequence(), store.read(entry, ENGINE));
        }
        final Seal seal = recorded.seal().orElseThrow();

        assertTrue(snapshots.size() >= 3, () -> "only " + snapshots.keySet());
        assertEquals(seal.events(), snapshots.lastEntry().getValue().events());
        assertEquals(seal.decisions(), snapshots.lastEntry().getValue().decisions());
        assertStatesAreThoseOfAReplay(recorded, snapshots);
        assertEndsAreThoseOfTheLogs(recorded, snapshots);
        assertEveryRequestHasItsHash(recorded, snapshots);
    }

    private static void assertStatesAreThoseOfAReplay(
            final RecordedGeneration recorded, final TreeMap<Long, Snapshot> snapshots) {
        final Configuration configuration = RecordedConfiguration.read(recorded.directory());
        final Stages stages = Stages.of(configuration.engine().stages(), Outbox.CLOSED, DecisionSink.NONE);
        final Slot slot = new Slot();
        for (final LoggedEvent event : Logs.events(recorded)) {
            slot.event().putBytes(0, event.bytes());
            slot.eventBytes(event.bytes().length);
            stages.row().forEach(stage -> stage.onEvent(slot));
            final Snapshot snapshot = snapshots.get(event.sequence());
            if (snapshot != null) {
                assertEquals(StateHash.of(stages.save()), snapshot.stateHash(), () -> "at " + event.sequence());
                assertEquals(slot.receiveTimeNs(), snapshot.receiveTimeNs());
                assertEquals(configuration.hash(), snapshot.configurationHash());
            }
        }
    }

    private static void assertEndsAreThoseOfTheLogs(
            final RecordedGeneration recorded, final TreeMap<Long, Snapshot> snapshots) {
        final Map<Long, LogEnd> events = ends(recorded.events());
        final TreeMap<Long, LogEnd> decisions = new TreeMap<>(ends(recorded.decisions()));
        snapshots.forEach((sequence, snapshot) -> {
            assertEquals(events.get(sequence), snapshot.events());
            assertEquals(decisions.floorEntry(sequence).getValue(), snapshot.decisions());
        });
    }

    private static Map<Long, LogEnd> ends(final LogReader log) {
        final Map<Long, LogEnd> ends = new HashMap<>();
        try (log) {
            while (log.next()) {
                ends.put(log.sequence(), log.end());
            }
        }
        return ends;
    }

    private static void assertEveryRequestHasItsHash(
            final RecordedGeneration recorded, final TreeMap<Long, Snapshot> snapshots) {
        final TreeMap<Long, List<Decision>> decisions = Logs.decisions(recorded);
        int requests = 0;
        for (final LoggedEvent event : Logs.events(recorded)) {
            if (event.templateId() == SnapshotRequestDecoder.TEMPLATE_ID) {
                requests++;
                assertTrue(snapshots.containsKey(event.sequence()), () -> "no snapshot of " + event.sequence());
                assertTrue(decisions.getOrDefault(event.sequence(), List.of()).stream()
                        .anyMatch(decision -> decision.templateId() == StateHashDecoder.TEMPLATE_ID));
            }
        }
        assertEquals(snapshots.size(), requests);
        assertFalse(snapshots.containsKey(0L));
    }
}
