package io.ringfence.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.DisasterCancelledEncoder;
import io.ringfence.journal.message.DisasterPlacedEncoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderAnswerEncoder;
import io.ringfence.journal.message.OrderCancelledEncoder;
import io.ringfence.journal.message.OrderIdEncoder;
import io.ringfence.journal.message.OrderPlacedEncoder;
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.message.SendFailureReason;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class UnansweredRequestsTest {
    private static final int INSTRUMENT = 3;
    private static final int ACCOUNT = 1;
    private static final int ENGINE = 4;
    private static final int EPOCH = 9;

    private final Failures failures = new Failures();
    private final UnansweredRequests requests = new UnansweredRequests(failures);
    private long nanoTime;
    private final UnsafeBuffer record = new UnsafeBuffer(new byte[512]);

    @Test
    void shouldTellOfWhatWasWrittenAndNotAnsweredInItsOrder() {
        place(1);
        place(2);
        cancel(1);
        place(3);
        answer(AnswerKind.PLACE, 2);

        requests.lost();

        assertEquals(List.of("PLACE 1", "CANCEL 1", "PLACE 3"), failures.told);
        assertTrue(requests.settle());
    }

    @Test
    void shouldTellOfNothingWhenAllIsAnswered() {
        place(1);
        cancel(1);
        answer(AnswerKind.CANCEL, 1);
        answer(AnswerKind.PLACE, 1);

        requests.lost();

        assertEquals(List.of(), failures.told);
    }

    @Test
    void shouldTellOnceOnly() {
        place(1);
        requests.lost();
        requests.lost();
        place(2);

        requests.lost();

        assertEquals(List.of("PLACE 1", "PLACE 2"), failures.told);
    }

    @Test
    void shouldNotCrossOutWhatFindsNoRoom() {
        place(1);
        failures.room = 0;
        assertFalse(answer(AnswerKind.PLACE, 1));
        failures.room = 1;

        requests.lost();

        assertEquals(List.of("PLACE 1"), failures.told);
    }

    @Test
    void shouldTellTheRestWhenThereIsRoom() {
        place(1);
        place(2);
        place(3);
        failures.room = 1;
        requests.lost();
        assertFalse(requests.settle());
        assertEquals(List.of("PLACE 1"), failures.told);
        place(4);
        failures.room = 10;

        assertTrue(requests.settle());

        assertEquals(List.of("PLACE 1", "PLACE 2", "PLACE 3"), failures.told);
        requests.lost();
        assertEquals("PLACE 4", failures.told.get(3));
    }

    @Test
    void shouldRememberStopsOfTheVenueAsWell() {
        final DisasterPlacedEncoder placed = new DisasterPlacedEncoder();
        placed.wrapAndApplyHeader(record, 0, new MessageHeaderEncoder());
        placed.header().instrument(INSTRUMENT).account(ACCOUNT);
        id(placed.orderId(), 1);
        requests.written(record, 0, 1);
        final DisasterCancelledEncoder cancelled = new DisasterCancelledEncoder();
        cancelled.wrapAndApplyHeader(record, 0, new MessageHeaderEncoder());
        cancelled.header().instrument(INSTRUMENT).account(ACCOUNT);
        id(cancelled.orderId(), 1);
        requests.written(record, 0, 2);
        answer(AnswerKind.ALGO_PLACE, 1);

        requests.lost();

        assertEquals(List.of("ALGO_CANCEL 1"), failures.told);
    }

    @Test
    void shouldKnowHowLongTheOldestHasWaited() {
        assertFalse(requests.isAny());
        place(1);
        place(2);
        cancel(1);
        answer(AnswerKind.PLACE, 2);
        assertEquals(1, requests.oldestNanos());

        answer(AnswerKind.PLACE, 1);
        assertEquals(3, requests.oldestNanos());
        assertTrue(requests.isAny());

        requests.lost();
        assertFalse(requests.isAny());
    }

    @Test
    void shouldForgetTheOldestOfTooMany() {
        for (int i = 1; i <= UnansweredRequests.CAPACITY + 2; i++) {
            place(i);
        }

        requests.lost();

        assertEquals(UnansweredRequests.CAPACITY, failures.told.size());
        assertEquals("PLACE 3", failures.told.get(0));
    }

    private void place(final long sequence) {
        final OrderPlacedEncoder placed = new OrderPlacedEncoder();
        placed.wrapAndApplyHeader(record, 0, new MessageHeaderEncoder());
        placed.header().instrument(INSTRUMENT).account(ACCOUNT);
        id(placed.orderId(), sequence);
        requests.written(record, 0, ++nanoTime);
    }

    private void cancel(final long sequence) {
        final OrderCancelledEncoder cancelled = new OrderCancelledEncoder();
        cancelled.wrapAndApplyHeader(record, 0, new MessageHeaderEncoder());
        cancelled.header().instrument(INSTRUMENT).account(ACCOUNT);
        id(cancelled.orderId(), sequence);
        requests.written(record, 0, ++nanoTime);
    }

    private boolean answer(final AnswerKind kind, final long sequence) {
        final OrderAnswerEncoder answer = new OrderAnswerEncoder();
        answer.wrapAndApplyHeader(requests.claim(), 0, new MessageHeaderEncoder());
        id(answer.orderId(), sequence);
        answer.kind(kind).unknownOutcome(Flag.NO);
        return requests.commit(MessageHeaderEncoder.ENCODED_LENGTH + answer.encodedLength());
    }

    private static void id(final OrderIdEncoder id, final long sequence) {
        id.engine(ENGINE).epoch(EPOCH).sequence(sequence).index(0);
    }

    private static final class Failures implements EventSink {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        private final List<String> told = new ArrayList<>();
        private int room = Integer.MAX_VALUE;

        @Override
        public MutableDirectBuffer claim() {
            return buffer;
        }

        @Override
        public boolean commit(final int lengthBytes) {
            if (room == 0) {
                return false;
            }
            room--;
            final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
            if (header.templateId() == SendFailureDecoder.TEMPLATE_ID) {
                final SendFailureDecoder failure = new SendFailureDecoder().wrapAndApplyHeader(buffer, 0, header);
                assertEquals(INSTRUMENT, failure.header().instrument());
                assertEquals(ACCOUNT, failure.header().account());
                assertEquals(ENGINE, failure.orderId().engine());
                assertEquals(EPOCH, failure.orderId().epoch());
                assertEquals(Flag.YES, failure.perhapsSent());
                assertEquals(SendFailureReason.SESSION_LOST, failure.reason());
                told.add(failure.kind() + " " + failure.orderId().sequence());
            }
            return true;
        }

        @Override
        public void received(final long nanoTime) {
            throw new AssertionError("not from these tests");
        }
    }
}
