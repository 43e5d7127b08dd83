package io.ringfence.engine.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogWriter;
import io.ringfence.journal.message.InstrumentDefinitionEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.retention.Retention;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import io.ringfence.journal.snapshot.StageState;
import io.ringfence.journal.testing.FailingDisk;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pruner beside a generation that is written. */
class JournalPrunerTest {
    private static final long SEGMENT_BYTES = 1L << 20;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path folder;

    private final FailingDisk disk = new FailingDisk();

    @Test
    void shouldRemoveWhatIsBehindTheNewestSnapshot() throws Exception {
        try (Journal journal = Journal.open(folder, disk)) {
            final Generation running = secondGeneration(journal);
            final JournalPruner pruner = pruner(running);

            pruner.start();

            await(() -> journal.epochs().equals(List.of(2)));
            pruner.stop();
            running.seal(running.ended());
        }
    }

    /** Asking again would tell nothing: so nothing is written any more, and nothing goes. */
    @Test
    void shouldEndTheLogsIfWhatTheSnapshotStandsOnCannotBeForced() throws Exception {
        try (Journal journal = Journal.open(folder, disk)) {
            final Generation running = secondGeneration(journal);
            disk.refuseFrom(folder.resolve("e000002/events"));
            final JournalPruner pruner = pruner(running);

            pruner.start();

            final LogWriter events = running.events();
            await(() -> isRefused(events));
            disk.allow();
            pruner.stop();
            assertEquals(List.of(1, 2), journal.epochs());
            final JournalFailure unsealed = assertThrows(JournalFailure.class, () -> running.seal(running.ended()));
            assertTrue(unsealed.getMessage().contains("not sealed after a failure to force it"), unsealed.getMessage());
        }
    }

    private JournalPruner pruner(final Generation running) {
        return new JournalPruner(
                folder, new Retention(Retention.UNLIMITED, 2 * SEGMENT_BYTES + 1), running, SEGMENT_BYTES);
    }

    private static Generation secondGeneration(final Journal journal) {
        final GenerationOptions options =
                GenerationOptions.defaults().withSegmentBytes(SEGMENT_BYTES).withReserveAheadBytes(SEGMENT_BYTES);
        final Generation first = journal.start(options);
        append(first.events(), 1);
        first.seal(first.ended());
        final Generation second = journal.start(options);
        append(second.events(), 1);
        new SnapshotStore(second.directory(), second.epoch())
                .write(new Snapshot(
                        1,
                        second.epoch(),
                        1,
                        1,
                        0,
                        0,
                        1,
                        second.events().end(),
                        second.decisions().end(),
                        List.of(new StageState("portfolio", 1, ByteBuffer.allocate(64)))));
        return second;
    }

    /** An instrument's definition, with which a generation has begun. */
    private static void append(final LogWriter events, final long sequence) {
        final UnsafeBuffer event = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        new InstrumentDefinitionEncoder().wrapAndApplyHeader(event, 0, new MessageHeaderEncoder());
        events.append(sequence, event, 0, EventLayout.MAX_EVENT_LENGTH);
    }

    private static boolean isRefused(final LogWriter events) {
        try {
            append(events, events.end().lastSequence() + 1);
            return false;
        } catch (final JournalFailure refused) {
            return refused.getMessage().contains("not appended to after a failure");
        }
    }

    private static void await(final BooleanSupplier condition) throws InterruptedException {
        final long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNanos < PATIENCE_NANOS, "not within a minute");
            Thread.sleep(1);
        }
    }
}
