package io.ringfence.engine.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.inbound.Inbound;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.TickEncoder;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressWatchTest {
    private static final long LIMIT_MS = 300;
    private static final long PATIENCE_MS = 30_000;
    private static final long IDLE_NS = 20_000;

    private final Halt halt = new Halt();
    private final ProgressWatch watch = new ProgressWatch(halt, LIMIT_MS);

    @AfterEach
    void stop() throws InterruptedException {
        watch.stop();
    }

    @Test
    void shouldHaltTheEngineWhenAStageHangs() throws Exception {
        final CountDownLatch never = new CountDownLatch(1);
        final EventRing ring = new EventRing(4);
        final Lanes lanes = Lanes.wire(LaneLayout.JOURNAL_APART, ring, List.of(hangingAt(2, never)), 1, halt);
        for (final Lane lane : lanes.all()) {
            watch.watch(lane.name(), lane::reached, ring::newest);
        }
        final List<LaneThread> threads = lanes.all().stream()
                .map(lane -> new LaneThread(lane, new SleepingIdleStrategy(IDLE_NS), halt, () -> {}))
                .toList();
        threads.forEach(LaneThread::start);
        watch.start();

        offerTicks(new Inbound(ring, () -> 1, 1, 8, Inbound.Inside.NONE), 3);

        assertTrue(halt.await(PATIENCE_MS));
        assertEquals("portfolio-orders", halt.cause().orElseThrow().stage());
        assertEquals(2, halt.cause().orElseThrow().sequence());
        never.countDown();
        for (final LaneThread thread : threads) {
            assertTrue(thread.stop());
        }
    }

    @Test
    void shouldTellALaneBeforeThoseThatWaitForIt() throws Exception {
        watch.watch("first", () -> 4, () -> 9);
        watch.watch("second", () -> 4, () -> 9);

        watch.start();

        assertTrue(halt.await(PATIENCE_MS));
        assertEquals("first", halt.cause().orElseThrow().stage());
    }

    @Test
    void shouldLeaveThoseInPeaceThatAreDoneOrGoOn() throws Exception {
        final AtomicLong turns = new AtomicLong();
        final CountDownLatch looks = new CountDownLatch(20);
        watch.watch("idle", () -> 7, () -> 7);
        watch.watch("slow", turns::incrementAndGet, () -> Long.MAX_VALUE);
        watch.watch(
                "counter",
                () -> {
                    looks.countDown();
                    return 0;
                },
                () -> 0);

        watch.start();
        looks.await();

        assertFalse(halt.isLit());
    }

    private static void offerTicks(final Inbound inbound, final int count) {
        final UnsafeBuffer tick = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        final TickEncoder encoder = new TickEncoder();
        encoder.wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder());
        EventLayout.describe(tick, 0, 0, 0, EventLayout.NO_TIME);
        for (int i = 0; i < count; i++) {
            assertTrue(inbound.offer(tick, 0, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength(), 0));
        }
    }

    private static Stage hangingAt(final long sequence, final CountDownLatch never) {
        return new Stage() {
            @Override
            public String name() {
                return "signals";
            }

            @Override
            public void onEvent(final Slot slot) {
                if (slot.sequence() == sequence) {
                    await(never);
                }
            }
        };
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
