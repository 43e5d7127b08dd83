package io.ringfence.engine.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParkingIdleTest {
    private static final int EVENTS = 5_000;
    /** Nobody would wait for that: what isn't woken is lost. */
    private static final long FOR_EVER_NS = TimeUnit.HOURS.toNanos(1);

    private final EventRing ring = new EventRing(8);
    private final Halt halt = new Halt();

    /** Each event is waited for, so the lane falls asleep, or is about to, before every one of them. */
    @Test
    void shouldWakeTheLaneForEveryEvent() throws InterruptedException {
        final Lanes lanes = Lanes.wire(LaneLayout.TWO, ring, List.of(new Nothing("portfolio")), 1, halt);
        final Lane lane = lanes.last();
        final LaneThread thread = new LaneThread(lane, new ParkingIdle(lane, ring, FOR_EVER_NS), halt, () -> {});
        thread.start();

        for (int i = 1; i <= EVENTS; i++) {
            ring.publish(ring.claim());
            await(lane, i);
        }

        assertEquals(EVENTS, lane.reached());
        assertTrue(stop(thread));
    }

    /** The lane before it wakes nobody. */
    @Test
    void shouldNotSleepWhileALaneBeforeItIsAtWork() throws InterruptedException {
        final Lanes lanes =
                Lanes.wire(LaneLayout.EACH, ring, List.of(new Nothing("portfolio"), new Nothing("orders")), 1, halt);
        final Lane before = lanes.all().get(lanes.all().size() - 2);
        final Lane lane = lanes.last();
        final LaneThread thread = new LaneThread(lane, new ParkingIdle(lane, ring, FOR_EVER_NS), halt, () -> {});
        thread.start();

        for (int i = 1; i <= EVENTS; i++) {
            ring.publish(ring.claim());
            Thread.yield();
            for (final Lane other : lanes.allButLast()) {
                other.poll();
            }
            await(lane, i);
        }

        assertEquals(EVENTS, before.reached());
        assertEquals(EVENTS, lane.reached());
        assertTrue(stop(thread));
    }

    private static void await(final Lane lane, final long sequence) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (lane.reached() < sequence) {
            assertTrue(System.nanoTime() < deadlineNs, "asleep before event " + sequence);
            Thread.onSpinWait();
        }
    }

    /** A lane that sleeps for ever is woken by an event alone. */
    private boolean stop(final LaneThread thread) throws InterruptedException {
        halt.light("test", ring.newest(), new IllegalStateException("over"));
        ring.publish(ring.claim());
        return thread.stop();
    }

    private record Nothing(String name) implements Stage {
        @Override
        public void onEvent(final Slot slot) {
            // Nothing to do.
        }
    }
}
