package io.ringfence.engine.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.DecisionHeaderEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.StopDisarmedEncoder;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SlotTest {
    private static final int RING = 4;
    private static final int PLACE = 3;
    private static final int SEQUENCE =
            MessageHeaderEncoder.ENCODED_LENGTH + DecisionHeaderEncoder.sequenceEncodingOffset();
    private static final List<Integer> STAGES =
            List.of(Slot.PORTFOLIO, Slot.INDICATORS, Slot.SIGNALS, Slot.STOPS, Slot.ORDERS);

    private final StopDisarmedEncoder encoder = new StopDisarmedEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @Test
    void shouldSayOfEachEventWhatWasSaidOfItAloneWhereOneLaneDecides() {
        final Supplier<Slot> ring = Slot.ofRing(RING, true);
        final Slot one = event(ring.get(), 1);
        final Slot two = event(ring.get(), 2);

        STAGES.forEach(one::empty);
        say(one);
        say(one);
        one.row().put(PLACE, 1.5);
        assertEquals(2, one.stops().count());
        assertFalse(one.isUndecided());

        STAGES.forEach(two::empty);
        assertTrue(two.isUndecided());
        assertTrue(two.stops().isEmpty());
        assertTrue(two.values().isEmpty());

        say(two);
        two.row().put(PLACE + 1, 2.5);
        assertEquals(1, two.stops().count());
        assertEquals(2, sequenceOfFirst(two.stops()));
        assertFalse(two.values().has(PLACE));
    }

    /** A lane that comes later reads it then. */
    @Test
    void shouldKeepWhatWasSaidOfEachEventWhereSeveralLanesDecide() {
        final Supplier<Slot> ring = Slot.ofRing(RING, false);
        final Slot one = event(ring.get(), 1);
        final Slot two = event(ring.get(), 2);

        STAGES.forEach(one::empty);
        say(one);
        STAGES.forEach(two::empty);
        say(two);
        say(two);

        assertEquals(1, one.stops().count());
        assertEquals(1, sequenceOfFirst(one.stops()));
        assertEquals(2, two.stops().count());
        assertEquals(2, sequenceOfFirst(two.stops()));
    }

    private static Slot event(final Slot slot, final long sequence) {
        EventLayout.describe(slot.event(), 0, 1, 0, EventLayout.NO_TIME);
        EventLayout.stamp(slot.event(), 0, 1, sequence, 1_000);
        return slot;
    }

    private void say(final Slot slot) {
        final Section section = slot.section(Slot.STOPS);
        encoder.wrapAndApplyHeader(section.buffer(), section.begin(), header);
        section.end(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    private static long sequenceOfFirst(final Section section) {
        return section.buffer().getLong(section.first() + SEQUENCE, ByteOrder.LITTLE_ENDIAN);
    }
}
