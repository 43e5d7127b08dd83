package io.ringfence.engine.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.inbound.Inbound;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.TickEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {
    private static final int EPOCH = 3;
    private static final long IDLE_NS = 20_000;

    private final Halt halt = new Halt();
    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final int tickBytes = encodeTick();

    @ParameterizedTest
    @CsvSource({
        "one, 4",
        "one, 1024",
        "two, 4",
        "two, 1024",
        "journal-apart, 4",
        "journal-apart, 1024",
        "each, 4",
        "each, 1024"
    })
    void shouldShowEveryEventToEveryStageOnceAndInOrder(final String name, final int ringSize) throws Exception {
        final int events = 5_000;
        final LaneLayout layout = layout(name);
        final List<Recorder> stages = recorders();
        final EventRing ring = new EventRing(ringSize);
        final Lanes lanes = Lanes.wire(layout, ring, List.copyOf(stages), 16, halt);

        run(layout, ring, lanes, events);

        final List<Long> all = LongStream.rangeClosed(1, events).boxed().toList();
        stages.forEach(stage -> assertEquals(all, stage.seen, stage.name()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "two", "journal-apart", "each"})
    void shouldStopBeforeTheEventAtWhichAStageThrows(final String name) throws Exception {
        final List<Recorder> stages = recorders();
        stages.get(3).throwAt = 7;
        final EventRing ring = new EventRing(64);
        final LaneLayout layout = layout(name);
        final Lanes lanes = Lanes.wire(layout, ring, List.copyOf(stages), 16, halt);

        run(layout, ring, lanes, 20);

        assertTrue(halt.await(5_000));
        assertEquals("signals", halt.cause().orElseThrow().stage());
        assertEquals(7, halt.cause().orElseThrow().sequence());
        final List<Long> before = List.of(1L, 2L, 3L, 4L, 5L, 6L);
        assertEquals(before, stages.get(3).seen);
        assertEquals(before.subList(0, stages.get(5).seen.size()), stages.get(5).seen);
    }

    @Test
    void shouldTakeAnErrorForAFailureAsWell() {
        final Stage broken = new Stage() {
            @Override
            public String name() {
                return "journal";
            }

            @Override
            public void onEvent(final Slot slot) {
                throw new InternalError("a fault occurred in an unsafe memory access operation");
            }
        };
        final EventRing ring = new EventRing(4);
        final Lanes lanes = Lanes.wire(LaneLayout.ONE, ring, List.of(broken), 1, halt);

        new Inbound(ring, () -> 1, EPOCH, 8, lanes::poll).offer(tick, 0, tickBytes, 0);
        lanes.poll();

        assertEquals(1, halt.cause().orElseThrow().sequence());
        assertEquals(0, lanes.reached());
        assertEquals(0, lanes.poll());
    }

    @Test
    void shouldRunNoStageAnyMoreOnceAnotherThreadHasHaltedTheEngine() {
        final List<Recorder> stages = recorders();
        final EventRing ring = new EventRing(4);
        final Lanes lanes = Lanes.wire(LaneLayout.JOURNAL_APART, ring, List.copyOf(stages), 16, halt);
        final Inbound inbound = new Inbound(ring, () -> 1, EPOCH, 8, Inbound.Inside.NONE);
        inbound.offer(tick, 0, tickBytes, 0);
        lanes.poll();
        inbound.offer(tick, 0, tickBytes, 0);

        halt.light("inbound", 2, new IllegalStateException("as the test asked"));

        assertEquals(0, lanes.poll());
        stages.forEach(stage -> assertEquals(List.of(1L), stage.seen, stage.name()));
    }

    @Test
    void shouldLetTheJournalCatchUpWithWhatHaltedTheOthers() {
        final List<Recorder> stages = recorders();
        stages.get(3).throwAt = 1;
        final EventRing ring = new EventRing(4);
        final Lanes lanes = Lanes.wire(LaneLayout.JOURNAL_APART, ring, List.copyOf(stages), 1, halt);
        final Inbound inbound = new Inbound(ring, () -> 1, EPOCH, 8, Inbound.Inside.NONE);
        inbound.offer(tick, 0, tickBytes, 0);
        inbound.offer(tick, 0, tickBytes, 0);
        lanes.last().poll();

        lanes.all().get(0).catchUp();

        assertEquals(List.of(1L, 2L), stages.get(0).seen);
        assertEquals(List.of(), stages.get(3).seen);
    }

    @Test
    void shouldRefuseALayoutThatLacksAStageOrChangesTheOrder() {
        final List<String> reversed = new ArrayList<>(LaneLayout.STAGES);
        Collections.reverse(reversed);

        assertThrows(IllegalArgumentException.class, () -> new LaneLayout("x", false, List.of(reversed)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LaneLayout("x", false, List.of(List.of("journal", "orders"))));
        assertThrows(IllegalArgumentException.class, () -> new LaneLayout("x", true, LaneLayout.EACH.rows()));
    }

    @Test
    void shouldNeverPickMoreThreadsThanCores() {
        for (int cores = 1; cores <= 64; cores++) {
            assertTrue(LaneLayout.auto(cores).threads() <= cores, "cores=" + cores);
        }
    }

    @Test
    void shouldKnowWhetherOneLaneDecides() {
        assertTrue(LaneLayout.ONE.oneLaneDecides());
        assertTrue(LaneLayout.TWO.oneLaneDecides());
        assertTrue(LaneLayout.JOURNAL_APART.oneLaneDecides());
        assertFalse(LaneLayout.EACH.oneLaneDecides());
        assertFalse(new LaneLayout(
                        "x",
                        false,
                        List.of(List.of("journal", "portfolio"), List.of("indicators", "signals", "stops", "orders")))
                .oneLaneDecides());
    }

    private void run(final LaneLayout layout, final EventRing ring, final Lanes lanes, final int events)
            throws InterruptedException {
        final List<LaneThread> threads = layout.inboundInside()
                ? List.of()
                : lanes.all().stream()
                        .map(lane -> new LaneThread(lane, new SleepingIdleStrategy(IDLE_NS), halt, () -> {}))
                        .toList();
        threads.forEach(LaneThread::start);
        final Inbound inbound =
                new Inbound(ring, () -> 1, EPOCH, 8, layout.inboundInside() ? lanes::poll : Inbound.Inside.NONE);
        for (int i = 0; i < events && !halt.isLit(); ) {
            if (inbound.offer(tick, 0, tickBytes, 0)) {
                i++;
            } else {
                Thread.onSpinWait();
            }
        }
        while (!halt.isLit() && lanes.reached() < events) {
            if (layout.inboundInside()) {
                lanes.poll();
            }
            Thread.onSpinWait();
        }
        for (final LaneThread thread : threads) {
            thread.stop();
        }
    }

    private static LaneLayout layout(final String name) {
        return LaneLayout.NAMED.stream()
                .filter(layout -> layout.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Recorder> recorders() {
        return LaneLayout.STAGES.stream().map(Recorder::new).toList();
    }

    private int encodeTick() {
        final TickEncoder encoder = new TickEncoder();
        encoder.wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder());
        EventLayout.describe(tick, 0, 0, 0, EventLayout.NO_TIME);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private static final class Recorder implements Stage {
        private final String name;
        private final List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        private long throwAt;

        Recorder(final String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void onEvent(final Slot slot) {
            if (slot.sequence() == throwAt) {
                throw new IllegalStateException("as the test asked");
            }
            seen.add(slot.sequence());
        }
    }
}
