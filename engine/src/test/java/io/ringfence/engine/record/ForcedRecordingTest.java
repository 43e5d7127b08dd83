package io.ringfence.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.lane.Lane;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Slot;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.TickEncoder;
import io.ringfence.journal.testing.FailingDisk;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an order may leave, over real logs on a disk that can refuse. */
class ForcedRecordingTest {
    private static final long WAIT_MS = 10_000;
    private static final long START_NS = 1_723_075_200_000_000_000L;
    private static final int DECISIONS_BYTES = 64;

    private final FailingDisk disk = new FailingDisk();
    private final Halt halt = new Halt();
    private final EventRing ring = new EventRing(64);
    private final UnsafeBuffer decisions = new UnsafeBuffer(new byte[8 * 1024]);

    @TempDir
    private Path folder;

    private Journal journal;
    private Generation generation;
    private Recording recording;
    private Lane lane;

    @BeforeEach
    void begin() {
        journal = Journal.open(folder, disk);
        generation = journal.start(GenerationOptions.defaults()
                .withSegmentBytes(8L << 20)
                .withReserveAheadBytes(1L << 20)
                .withForced(true));
        recording = Recording.device(generation, halt);
        lane = new Lane("journal", ring, List.of(recording.stage()), List.of(), 16, halt);
    }

    @AfterEach
    void end() throws InterruptedException {
        assertTrue(recording.stop());
        journal.close();
    }

    @Test
    void shouldHoldAnOrderUntilItsCauseIsForced() throws InterruptedException {
        recording.start();
        publish(3);
        recording.decisions().append(3, decisions, 0, DECISIONS_BYTES);
        await(() -> disk.forcedBelow(decisionsFolder()) > 3);

        assertEquals(0, recording.safe());
        disk.forget();
        assertEquals(3, recording.poll(lane));

        assertEquals(1, disk.forcedBelow(eventsFolder()));
        await(() -> recording.safe() == 3);
    }

    @Test
    void shouldHoldAnOrderUntilItsRecordIsForced() throws InterruptedException {
        publish(5);
        assertEquals(5, recording.poll(lane));
        recording.decisions().append(5, decisions, 0, DECISIONS_BYTES);

        assertEquals(0, recording.safe());
        recording.start();

        await(() -> recording.safe() == 5);
    }

    @Test
    void shouldForceOnceForAllThatIsThere() {
        publish(60);
        disk.forget();

        assertEquals(60, recording.poll(lane));

        assertEquals(1, disk.forcedBelow(eventsFolder()));
    }

    @Test
    void shouldHaltWhenTheEventLogCannotBeForcedAndNeverTryAgain() {
        publish(2);
        recording.poll(lane);
        publish(2);
        disk.refuseFrom(eventsFolder());

        recording.poll(lane);

        final Halt.Cause cause = halt.cause().orElseThrow();
        assertEquals("journal", cause.stage());
        assertEquals(4, cause.sequence());
        assertTrue(cause.failure().getMessage().contains("injected"), cause::toString);
        disk.allow();
        disk.forget();
        publish(1);
        assertEquals(0, recording.poll(lane));
        lane.catchUp();
        assertThrows(JournalFailure.class, () -> generation.seal(generation.ended()));
        assertEquals(0, disk.forcedBelow(eventsFolder()));
        assertEquals(0, recording.safe());
    }

    @Test
    void shouldHaltWhenTheDecisionLogCannotBeForced() throws InterruptedException {
        publish(2);
        recording.poll(lane);
        disk.refuseFrom(decisionsFolder());
        recording.start();

        recording.decisions().append(2, decisions, 0, DECISIONS_BYTES);

        assertTrue(halt.await(WAIT_MS));
        assertEquals("journal-decisions", halt.cause().orElseThrow().stage());
        assertEquals(0, recording.safe());
        assertThrows(JournalFailure.class, generation::close);
    }

    @Test
    void shouldAppendEveryDecisionInItsOrderBeforeItStops() throws InterruptedException {
        recording.start();
        final int records = 20_000;

        for (long sequence = 1; sequence <= records; sequence++) {
            decisions.putLong(0, sequence);
            recording.decisions().append(sequence, decisions, 0, 8 + (int) (sequence % 97) * 4);
        }
        assertTrue(recording.stop());

        try (LogReader reader = journal.read(1).decisions()) {
            for (long sequence = 1; sequence <= records; sequence++) {
                assertTrue(reader.next());
                assertEquals(sequence, reader.sequence());
                assertEquals(sequence, reader.buffer().getLong(reader.offset()));
                assertEquals(8 + (int) (sequence % 97) * 4, reader.lengthBytes());
            }
            assertFalse(reader.next());
        }
        assertFalse(halt.isLit());
    }

    private Path eventsFolder() {
        return generation.directory().resolve("events");
    }

    private Path decisionsFolder() {
        return generation.directory().resolve("decisions");
    }

    private void publish(final int count) {
        for (int i = 0; i < count; i++) {
            final long sequence = ring.claim();
            final Slot slot = ring.slot(sequence);
            final TickEncoder tick = new TickEncoder().wrapAndApplyHeader(slot.event(), 0, new MessageHeaderEncoder());
            EventLayout.describe(slot.event(), 0, 0, 0, EventLayout.NO_TIME);
            EventLayout.stamp(slot.event(), 0, generation.epoch(), sequence, START_NS + sequence);
            slot.eventBytes(MessageHeaderEncoder.ENCODED_LENGTH + tick.encodedLength());
            ring.publish(sequence);
        }
    }

    private static void await(final BooleanSupplier condition) throws InterruptedException {
        final long deadlineNanos = System.nanoTime() + WAIT_MS * 1_000_000;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadlineNanos, "waited too long");
            Thread.sleep(1);
        }
    }
}
