package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.replay.Replay;
import io.ringfence.engine.replay.ReplayResult;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.simulated.Ledger;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.Outcome;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.message.SendFailureReason;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import io.ringfence.journal.testing.FailingDisk;
import io.ringfence.journal.verify.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole engine with {@code journal.durability: device}: it trades, and what it recorded replays. */
class DeviceRunTest {
    private static final int RING_SIZE = 1024;

    @TempDir
    private Path folder;

    @Test
    void shouldTradeAndReplayWithAForcedJournal() throws Exception {
        final ShippedDemo demo =
                new ShippedDemo().eager().layout("auto").with("segmentSize", "64MiB\n  durability: device");
        final VenueOptions market = VenueOptions.ofGenerated(3, 4, 40).withSpeed(Speed.parse("4"));

        try (LiveRun run = LiveRun.start(demo, market, folder)) {
            assertEquals(LaneLayout.JOURNAL_APART, run.engine().layout());
            final RecordedGeneration recorded = run.playToTheEnd().stop();

            assertEquals(Outcome.ENDED, recorded.seal().orElseThrow().outcome());
            final long sent = run.venue().ledger().requests().stream()
                    .filter(request -> request.kind() == Ledger.Kind.PLACE)
                    .count();
            assertTrue(sent > 0);
            assertEquals(placed(recorded), sent + heldTooLong(recorded));
            assertReplays(recorded);
        }
    }

    /** A snapshot of a forced journal tells of nothing that a loss of power could take. */
    @Test
    void shouldTakeSnapshotsThatLieWithinWhatWasForced() throws Exception {
        final ShippedDemo demo = new ShippedDemo()
                .eager()
                .layout("auto")
                .with("segmentSize", "64MiB\n  durability: device")
                .with("every", "4s")
                .with("keep", "100");
        final FailingDisk disk = new FailingDisk();
        final VenueOptions market = VenueOptions.ofGenerated(3, 4, 40).withSpeed(Speed.parse("4"));

        final RecordedGeneration recorded;
        try (LiveRun run = LiveRun.start(demo, market, folder, setup -> Engine.start(setup, disk, line -> {}))) {
            recorded = run.playToTheEnd().stop();
        }

        final SnapshotStore store = new SnapshotStore(recorded.directory(), recorded.epoch());
        final List<Snapshot> snapshots = new ArrayList<>();
        for (final SnapshotStore.Entry entry : store.list()) {
            snapshots.add(store.read(entry, 1));
        }
        assertTrue(snapshots.size() >= 3, () -> snapshots.size() + " snapshots");
        assertTrue(disk.forcedBelow(recorded.directory().resolve("events")) > snapshots.size());
        assertEquals(
                0,
                Verification.of(Journal.reading(folder)).damages(),
                () -> Verification.of(Journal.reading(folder)).toText());
        for (final Snapshot snapshot : snapshots) {
            assertTrue(
                    passes(recorded.events(), snapshot.events()),
                    () -> "events of the snapshot at " + snapshot.sequence());
            assertTrue(
                    passes(recorded.decisions(), snapshot.decisions()),
                    () -> "decisions of the snapshot at " + snapshot.sequence());
        }
        assertReplays(recorded);
    }

    private static boolean passes(final LogReader log, final LogEnd end) {
        try (log) {
            while (log.sequence() < end.lastSequence() && log.next()) {
                // On to its place.
            }
            return log.end().equals(end);
        }
    }

    private static long placed(final RecordedGeneration recorded) {
        return Logs.decisions(recorded).values().stream()
                .flatMap(List<Decision>::stream)
                .filter(decision -> decision.templateId() == OrderPlacedDecoder.TEMPLATE_ID)
                .count();
    }

    /** A busy disk may take longer than an order may wait; then it doesn't leave. */
    private static long heldTooLong(final RecordedGeneration recorded) {
        return Logs.events(recorded).stream()
                .filter(event -> event.templateId() == SendFailureDecoder.TEMPLATE_ID)
                .filter(event -> event.as(new SendFailureDecoder()).reason() == SendFailureReason.HELD_TOO_LONG)
                .count();
    }

    private static void assertReplays(final RecordedGeneration recorded) throws Exception {
        final StageSettings settings =
                RecordedConfiguration.read(recorded.directory()).engine().stages();
        final ReplayResult result = Replay.whole(settings, RING_SIZE, 256).run(recorded, records -> {});
        assertEquals(0, result.divergences(), () -> result.first().toString());
    }
}
