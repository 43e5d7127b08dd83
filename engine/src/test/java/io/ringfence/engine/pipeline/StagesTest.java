package io.ringfence.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.report.DecisionTally;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.engine.testing.SyntheticMarket;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StateHashDecoder;
import io.ringfence.journal.testing.Allocation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

class StagesTest {
    private static final int INSTRUMENTS = 4;

    @Test
    void shouldDecideTheSameBytesFromTheSameEvents() {
        final byte[] first = decide(99, 120_000, new Slot[] {new Slot()});
        final byte[] again = decide(99, 120_000, new Slot[] {new Slot(), new Slot(), new Slot(), new Slot()});
        final byte[] other = decide(98, 120_000, new Slot[] {new Slot()});

        assertTrue(first.length > 50_000, () -> "only " + first.length + " bytes of decisions");
        assertArrayEquals(first, again);
        assertNotEquals(first.length, other.length);
    }

    private static byte[] decide(final long seed, final int events, final Slot[] ring) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final SyntheticMarket market = new SyntheticMarket(INSTRUMENTS, seed);
        final List<Stage> row = Stages.of(TestSettings.settings(), market, (sequence, payload, offset, length) -> {
                    for (int i = 0; i < length; i++) {
                        bytes.write(payload.getByte(offset + i));
                    }
                })
                .row();
        for (int i = 0; i < events; i++) {
            final Slot slot = ring[i % ring.length];
            market.next(slot);
            for (final Stage stage : row) {
                stage.onEvent(slot);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void shouldExerciseWholeTripsOfOrdersAndStops() {
        final DecisionTally tally = new DecisionTally();
        final DecisionRecords records = new DecisionRecords();
        final SyntheticMarket market = new SyntheticMarket(INSTRUMENTS, 5);
        final Stages stages = Stages.of(
                TestSettings.settings(),
                market,
                (sequence, payload, at, length) -> tally.add(records.wrap(payload, at, length)));
        run(stages.row(), market, new Slot(), 300_000);

        assertTrue(
                tally.count(SignalDecoder.TEMPLATE_ID) > 100,
                () -> "signals " + tally.count(SignalDecoder.TEMPLATE_ID));
        assertTrue(tally.ordersFilled() > 100, () -> "filled " + tally.ordersFilled());
        assertTrue(tally.ordersRejected() > 5, () -> "rejected " + tally.ordersRejected());
        assertTrue(tally.stopsHit() > 20, () -> "hit " + tally.stopsHit());
        assertTrue(tally.stopsMoved() > 20, () -> "moved " + tally.stopsMoved());
        assertEquals(market.ordersSeen(), tally.ordersPlaced());
        assertEquals(stages.orders().decisions(), tally.decisions());
        assertTrue(tally.count(PositionChangedDecoder.TEMPLATE_ID) >= tally.ordersFilled());
    }

    @Test
    void shouldWriteTheHashOverEarlierDecisionsEvery65536Sequences() {
        final List<Long> hashes = new ArrayList<>();
        final List<Long> written = new ArrayList<>();
        final SyntheticMarket market = new SyntheticMarket(INSTRUMENTS, 5);
        final Stages stages = Stages.of(
                TestSettings.settings(),
                market,
                (sequence, payload, at, length) -> addHashes(written, payload, at, length));
        final Slot slot = new Slot();
        for (int i = 1; i <= 200_000; i++) {
            final long before = stages.orders().hash();
            run(stages.row(), market, slot, 1);
            if (i % 65_536 == 0) {
                hashes.add(before);
            }
        }

        assertEquals(3, written.size());
        assertEquals(hashes, written);
        assertNotEquals(hashes.get(0), hashes.get(1));
    }

    private static void addHashes(
            final List<Long> hashes, final DirectBuffer payload, final int offset, final int length) {
        int at = offset;
        while (at < offset + length) {
            final int recordBytes = payload.getInt(at, ByteOrder.LITTLE_ENDIAN);
            final StateHashDecoder hash = new StateHashDecoder();
            final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(payload, at + 4);
            if (header.templateId() == StateHashDecoder.TEMPLATE_ID) {
                hash.wrapAndApplyHeader(payload, at + 4, header);
                hashes.add(hash.hash());
            }
            at += 4 + ((recordBytes + 3) & -4);
        }
    }

    @Test
    void shouldAllocateNothingInSteadyState() {
        final SyntheticMarket market = new SyntheticMarket(INSTRUMENTS, 1);
        final Stage[] row = Stages.of(TestSettings.settings(), market, DecisionSink.NONE)
                .row()
                .toArray(Stage[]::new);
        final Slot slot = new Slot();
        run(row, market, slot, 300_000);

        // What the stages allocate is in every round; what the JVM itself now and then does on the thread is not.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            least = Math.min(least, allocatedBytes(row, market, slot, 350_000));
        }

        assertTrue(market.ordersSeen() > 1_000, () -> "only " + market.ordersSeen() + " orders");
        assertEquals(0, least);
    }

    private static long allocatedBytes(
            final Stage[] row, final SyntheticMarket market, final Slot slot, final int events) {
        Allocation.ofThisThread();
        final long before = Allocation.ofThisThread();
        run(row, market, slot, events);
        return Allocation.ofThisThread() - before;
    }

    private static void run(final List<Stage> row, final SyntheticMarket market, final Slot slot, final int events) {
        run(row.toArray(Stage[]::new), market, slot, events);
    }

    private static void run(final Stage[] row, final SyntheticMarket market, final Slot slot, final int events) {
        for (int i = 0; i < events; i++) {
            market.next(slot);
            for (final Stage stage : row) {
                stage.onEvent(slot);
            }
        }
    }
}
