package io.ringfence.engine.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.lane.Halt;
import io.ringfence.gateway.clock.PlayedClock;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.order.OrderEntry;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPlacedEncoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.SendFailureDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class OrderOutboxTest {
    private static final long HOLD_LIMIT_NS = 1_000;

    private final Socket socket = new Socket();
    private final Failures failures = new Failures();
    private final PlayedClock clock = new PlayedClock(1);
    private final Halt halt = new Halt();
    private long appended;
    private final OrderOutbox outbox = new OrderOutbox(socket, () -> appended, failures, clock, halt, HOLD_LIMIT_NS);

    @Test
    void shouldKeepAnOrderUntilItsCauseIsInTheEventLog() {
        offer(1, 10);
        offer(2, 11);

        appended = 9;
        outbox.flush();
        assertEquals(List.of(), socket.sent);
        appended = 10;
        outbox.flush();
        assertEquals(List.of(1L), socket.sent);
        appended = 11;
        outbox.flush();

        assertEquals(List.of(1L, 2L), socket.sent);
        assertEquals(2, outbox.written());
    }

    @Test
    void shouldSendNothingOnceTheEngineHasHalted() {
        appended = 10;
        offer(1, 10);

        halt.light("signals", 10, new IllegalStateException("as the test asked"));
        outbox.flush();

        assertEquals(List.of(), socket.sent);
    }

    @Test
    void shouldReportEachOrderThatTheSocketRefusesOnce() {
        appended = 10;
        socket.outcome = OrderEntry.Outcome.NOT_CONNECTED;
        offer(1, 10);
        socket.outcome = OrderEntry.Outcome.NOT_CONNECTED;

        outbox.flush();
        socket.outcome = OrderEntry.Outcome.NOT_WRITABLE;
        offer(2, 10);
        outbox.flush();
        socket.outcome = OrderEntry.Outcome.WITHHELD;
        offer(3, 10);
        outbox.flush();
        outbox.flush();

        assertEquals(
                List.of("1 NOT_CONNECTED instrument=7", "2 NOT_WRITABLE instrument=7", "3 WITHHELD instrument=7"),
                failures.reported);
        assertEquals(0, outbox.written());
    }

    @Test
    void shouldKeepAFailureThatCannotBeReportedYet() {
        appended = 10;
        socket.outcome = OrderEntry.Outcome.NOT_CONNECTED;
        failures.full = true;
        offer(1, 10);

        outbox.flush();
        assertFalse(outbox.isEmpty());
        failures.full = false;
        outbox.flush();

        assertTrue(outbox.isEmpty());
        assertEquals(1, failures.reported.size());
    }

    @Test
    void shouldNotSendAnOrderThatWasHeldTooLong() {
        offer(1, 10);

        clock.advanceTo(HOLD_LIMIT_NS + 2);
        outbox.flush();
        appended = 10;
        outbox.flush();

        assertEquals(List.of("1 HELD_TOO_LONG instrument=7"), failures.reported);
        assertEquals(List.of(), socket.sent);
    }

    /** As when the machine stood still, and the journal's lane came first behind it. */
    @Test
    void shouldNotSendAnEntryThatHasGrownOldThoughItsCauseIsSafe() {
        offer(1, 10, OrderPurpose.ENTRY);

        clock.advanceTo(HOLD_LIMIT_NS + 2);
        appended = 10;
        outbox.flush();

        assertEquals(List.of("1 HELD_TOO_LONG instrument=7"), failures.reported);
        assertEquals(List.of(), socket.sent);
    }

    @Test
    void shouldSendAnEntryAsLongAsItIsYoungAndAnExitEvenLate() {
        offer(1, 10, OrderPurpose.ENTRY);
        clock.advanceTo(HOLD_LIMIT_NS + 1);
        appended = 10;
        outbox.flush();

        offer(2, 10, OrderPurpose.EXIT);
        clock.advanceTo(40 * HOLD_LIMIT_NS);
        outbox.flush();

        assertEquals(List.of(1L, 2L), socket.sent);
        assertEquals(List.of(), failures.reported);
    }

    @Test
    void shouldRefuseMoreThanItHolds() {
        for (int i = 0; i < OrderOutbox.CAPACITY; i++) {
            assertTrue(offer(i, 10));
        }

        assertFalse(offer(999, 10));
        assertEquals(List.of("999 NOT_WRITABLE instrument=7"), failures.reported);
        appended = 10;
        outbox.flush();

        assertTrue(offer(1_000, 10));
        assertEquals(OrderOutbox.CAPACITY, socket.sent.size());
    }

    @Test
    void shouldKeepPlacesThatNoEntryTakes() {
        for (int i = 0; i < OrderOutbox.CAPACITY - OrderOutbox.RESERVED; i++) {
            assertTrue(offer(i, 10, OrderPurpose.ENTRY));
        }

        assertFalse(offer(998, 10, OrderPurpose.ENTRY));
        assertTrue(offer(999, 10, OrderPurpose.EXIT));
        assertEquals(List.of("998 NOT_WRITABLE instrument=7"), failures.reported);
    }

    private boolean offer(final long orderSequence, final long cause) {
        return offer(orderSequence, cause, OrderPurpose.EXIT);
    }

    private boolean offer(final long orderSequence, final long cause, final OrderPurpose purpose) {
        final UnsafeBuffer record = new UnsafeBuffer(new byte[256]);
        final OrderPlacedEncoder encoder = new OrderPlacedEncoder();
        encoder.wrapAndApplyHeader(record, 0, new MessageHeaderEncoder());
        encoder.header().instrument(7).account(1).sequence(cause);
        encoder.orderId().sequence(orderSequence);
        encoder.purpose(purpose);
        final int lengthBytes = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        return outbox.offer(record, 0, lengthBytes, cause, 0);
    }

    private static final class Socket implements OrderEntry {
        private final List<Long> sent = new ArrayList<>();
        private Outcome outcome = Outcome.WRITTEN;

        @Override
        public Outcome send(
                final DirectBuffer record, final int offset, final int lengthBytes, final long receivedNanos) {
            if (outcome == Outcome.WRITTEN) {
                sent.add(new OrderPlacedDecoder()
                        .wrapAndApplyHeader(record, offset, new MessageHeaderDecoder())
                        .orderId()
                        .sequence());
            }
            return outcome;
        }

        @Override
        public boolean isUp() {
            return outcome != Outcome.NOT_CONNECTED;
        }
    }

    private static final class Failures implements EventSink {
        private final UnsafeBuffer event = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        private final List<String> reported = new ArrayList<>();
        private boolean full;

        @Override
        public MutableDirectBuffer claim() {
            return event;
        }

        @Override
        public boolean commit(final int lengthBytes) {
            if (!full) {
                final SendFailureDecoder failure =
                        new SendFailureDecoder().wrapAndApplyHeader(event, 0, new MessageHeaderDecoder());
                reported.add(failure.orderId().sequence() + " " + failure.reason() + " instrument="
                        + EventLayout.instrument(event, 0));
            }
            return !full;
        }

        @Override
        public void received(final long nanoTime) {}
    }
}
