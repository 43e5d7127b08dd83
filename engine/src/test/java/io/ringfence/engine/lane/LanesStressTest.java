package io.ringfence.engine.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.record.JournalStage;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.Test;

/**
 * What inbound thread, lanes and outbox share, with real threads and a ring so small that all of them wait for each other:
 * every stage sees every event whole, once and in order, a later stage sees what an earlier one wrote, and what the journal
 * says is appended can be seen by whoever asks. {@code -Dringfence.stress=N} for N times as many events.
 */
class LanesStressTest {
    private static final int TIMES = Integer.getInteger("ringfence.stress", 1);
    private static final long EVENTS = 100_000L * TIMES;
    private static final int RING = 8;
    private static final int BATCH = 3;
    private static final int WORDS = 12;
    private static final int KEPT = 1 << 10;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120L * TIMES);

    private final EventRing ring = new EventRing(RING);
    private final Halt halt = new Halt();
    /** Plain memory, written by the journal's thread and read by the last lane's behind {@code appended}. */
    private final long[] log = new long[KEPT];

    private final JournalStage journal = new JournalStage((sequence, buffer, at, length) -> {
        log[(int) sequence & KEPT - 1] = buffer.getLong(at + length - Long.BYTES);
    });
    private long left;

    @Test
    void shouldShowEveryStageEveryEventWholeAndInOrder() throws Exception {
        final Lanes lanes = Lanes.wire(
                LaneLayout.EACH,
                ring,
                List.of(
                        journal,
                        new Adding("portfolio"),
                        new Adding("indicators"),
                        new Adding("signals"),
                        new Adding("stops"),
                        new Last()),
                BATCH,
                halt);
        final List<LaneThread> threads = lanes.all().stream()
                .map(lane -> new LaneThread(lane, new YieldingIdleStrategy(), halt, () -> {}))
                .toList();
        threads.forEach(LaneThread::start);

        final long limit = System.nanoTime() + LIMIT_NANOS;
        for (long number = 1; number <= EVENTS; number++) {
            while (!ring.hasRoom(1)) {
                assertTrue(System.nanoTime() < limit && !halt.isLit(), () -> "halted: " + halt.cause());
                Thread.yield();
            }
            put(ring.claim());
        }
        while (lanes.reached() < EVENTS) {
            assertTrue(System.nanoTime() < limit && !halt.isLit(), () -> "halted: " + halt.cause());
            Thread.yield();
        }
        for (final LaneThread thread : threads) {
            assertTrue(thread.stop());
        }

        assertEquals(EVENTS, left);
        assertEquals(EVENTS, journal.appended());
    }

    private void put(final long sequence) {
        final Slot slot = ring.slot(sequence);
        for (int word = 0; word < WORDS; word++) {
            slot.event().putLong(word * Long.BYTES, sequence);
        }
        slot.eventBytes(WORDS * Long.BYTES);
        slot.receivedNanos(0);
        ring.publish(sequence);
    }

    /** Checks the event, and adds one to what the stage before left. */
    private static class Adding implements Stage {
        private final String name;
        private long seen;

        Adding(final String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void onEvent(final Slot slot) {
            seen++;
            for (int word = 0; word < WORDS; word++) {
                if (slot.event().getLong(word * Long.BYTES) != seen) {
                    throw new AssertionError("stage=" + name + " event=" + seen + " isn't whole at word=" + word);
                }
            }
            slot.receivedNanos(slot.receivedNanos() + 1);
        }
    }

    /** Where orders are: behind all stages, and, as an outbox does, behind the journal. */
    private final class Last extends Adding {
        private static final int STAGES_BEFORE = 4;

        Last() {
            super("orders");
        }

        @Override
        public void onEvent(final Slot slot) {
            super.onEvent(slot);
            assertEquals(STAGES_BEFORE + 1, slot.receivedNanos());
            left++;
            final long appended = journal.appended();
            if (appended > 0) {
                assertTrue(log[(int) appended & KEPT - 1] >= appended, "appended=" + appended + " can't be seen");
            }
        }
    }
}
