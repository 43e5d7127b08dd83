package io.ringfence.engine.outbox;

import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.order.Outbox;
import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.order.OrderEntry;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.DecisionHeaderDecoder;
import io.ringfence.journal.message.DisasterCancelledDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderCancelledDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderQueriedDecoder;
import io.ringfence.journal.message.SendFailureEncoder;
import io.ringfence.journal.message.SendFailureReason;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A bounded row of decided orders, first in, first out. An order leaves when its cause is appended and nothing has
 * halted the engine; what can't leave comes back as a {@code SendFailure} event, once.
 *
 * <p>Owned by the loop that runs {@code orders}; allocates nothing after construction.
 */
public final class OrderOutbox implements Outbox {
    /** Orders that may wait. */
    public static final int CAPACITY = 256;
    /** Of these, places that no entry takes. */
    public static final int RESERVED = 32;

    private static final int ENTRY_BYTES = 256;
    private static final int MASK = CAPACITY - 1;

    private final UnsafeBuffer records = new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY * ENTRY_BYTES));
    private final int[] lengths = new int[CAPACITY];
    private final long[] causes = new long[CAPACITY];
    private final long[] receivedNanos = new long[CAPACITY];
    private final long[] offeredTimeNs = new long[CAPACITY];

    private final OrderEntry entry;
    private final LongSupplier appended;
    private final EventSink failures;
    private final EngineClock clock;
    private final Halt halt;
    private final long holdLimitNs;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final OrderQueriedDecoder queried = new OrderQueriedDecoder();
    private final DisasterPlacedDecoder disaster = new DisasterPlacedDecoder();
    private final DisasterCancelledDecoder disasterCancelled = new DisasterCancelledDecoder();
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final SendFailureEncoder failure = new SendFailureEncoder();

    private long head;
    private long tail;
    private long written;

    /**
     * @param appended    sequence of the newest event that is safe in the event log
     * @param failures    where failures to send go: the hand-over of this thread
     * @param clock       by which an order's age is measured; read once for an order that is offered, that waits or that is an entry about to be sent
     * @param holdLimitNs an order that its cause's append keeps waiting for longer is not sent, nor is an entry that is older for whatever reason, ns
     */
    public OrderOutbox(
            final OrderEntry entry,
            final LongSupplier appended,
            final EventSink failures,
            final EngineClock clock,
            final Halt halt,
            final long holdLimitNs) {
        this.entry = entry;
        this.appended = appended;
        this.failures = failures;
        this.clock = clock;
        this.halt = halt;
        this.holdLimitNs = holdLimitNs;
    }

    /** As {@link Outbox#offer} says; an order for which there is no room comes back as a failure at once. */
    @Override
    public boolean offer(
            final DirectBuffer record,
            final int offset,
            final int lengthBytes,
            final long causeSequence,
            final long nanoTime) {
        final int limit = isEntry(record, offset) ? CAPACITY - RESERVED : CAPACITY;
        if (tail - head >= limit) {
            report(record, offset, SendFailureReason.NOT_WRITABLE);
            return false;
        }
        assert lengthBytes <= ENTRY_BYTES : "lengthBytes=" + lengthBytes;
        final int at = (int) tail & MASK;
        records.putBytes(at * ENTRY_BYTES, record, offset, lengthBytes);
        lengths[at] = lengthBytes;
        causes[at] = causeSequence;
        receivedNanos[at] = nanoTime;
        offeredTimeNs[at] = clock.timeNs();
        tail++;
        return true;
    }

    private boolean isEntry(final DirectBuffer record, final int offset) {
        header.wrap(record, offset);
        return header.templateId() == OrderPlacedDecoder.TEMPLATE_ID
                && placed.wrapAndApplyHeader(record, offset, header).purpose() == OrderPurpose.ENTRY;
    }

    /** Sends what may leave. Called in each turn of the loop; returns the number of orders that left or came back. */
    public int flush() {
        if (head == tail || halt.isLit()) {
            return 0;
        }
        int work = 0;
        while (head < tail && settleHead()) {
            head++;
            work++;
        }
        return work;
    }

    public boolean isEmpty() {
        return head == tail;
    }

    /** Orders and cancels whose bytes were handed to the socket. */
    public long written() {
        return written;
    }

    /** Whether the oldest order is dealt with: written, or its failure reported. */
    private boolean settleHead() {
        final int at = (int) head & MASK;
        final boolean isSafe = causes[at] <= appended.getAsLong();
        // The thread may have stood still. Exits, cancels and stops are wanted late rather than never; an entry was
        // decided on a market that is gone.
        final boolean mayBeTooOld = !isSafe || isEntry(records, at * ENTRY_BYTES);
        if (mayBeTooOld && clock.timeNs() - offeredTimeNs[at] > holdLimitNs) {
            return report(records, at * ENTRY_BYTES, SendFailureReason.HELD_TOO_LONG);
        }
        return isSafe && send(at);
    }

    private boolean send(final int at) {
        return switch (entry.send(records, at * ENTRY_BYTES, lengths[at], receivedNanos[at])) {
            case WRITTEN -> {
                written++;
                yield true;
            }
            case NOT_CONNECTED -> report(records, at * ENTRY_BYTES, SendFailureReason.NOT_CONNECTED);
            case NOT_WRITABLE -> report(records, at * ENTRY_BYTES, SendFailureReason.NOT_WRITABLE);
            case WITHHELD -> report(records, at * ENTRY_BYTES, SendFailureReason.WITHHELD);
        };
    }

    private boolean report(final DirectBuffer record, final int offset, final SendFailureReason reason) {
        header.wrap(record, offset);
        switch (header.templateId()) {
            case OrderPlacedDecoder.TEMPLATE_ID -> {
                placed.wrapAndApplyHeader(record, offset, header);
                return report(placed.header(), placed.orderId(), AnswerKind.PLACE, reason);
            }
            case OrderCancelledDecoder.TEMPLATE_ID -> {
                cancelled.wrapAndApplyHeader(record, offset, header);
                return report(cancelled.header(), cancelled.orderId(), AnswerKind.CANCEL, reason);
            }
            case DisasterPlacedDecoder.TEMPLATE_ID -> {
                disaster.wrapAndApplyHeader(record, offset, header);
                return report(disaster.header(), disaster.orderId(), AnswerKind.ALGO_PLACE, reason);
            }
            case DisasterCancelledDecoder.TEMPLATE_ID -> {
                disasterCancelled.wrapAndApplyHeader(record, offset, header);
                return report(disasterCancelled.header(), disasterCancelled.orderId(), AnswerKind.ALGO_CANCEL, reason);
            }
            default -> {
                queried.wrapAndApplyHeader(record, offset, header);
                return report(queried.header(), queried.orderId(), AnswerKind.QUERY, reason);
            }
        }
    }

    private boolean report(
            final DecisionHeaderDecoder concerned,
            final OrderIdDecoder id,
            final AnswerKind kind,
            final SendFailureReason reason) {
        final MutableDirectBuffer event = failures.claim();
        failure.wrapAndApplyHeader(event, 0, headerEncoder);
        EventLayout.describe(event, 0, concerned.instrument(), concerned.account(), EventLayout.NO_TIME);
        failure.orderId()
                .engine(id.engine())
                .epoch(id.epoch())
                .sequence(id.sequence())
                .index(id.index());
        failure.reason(reason).kind(kind).perhapsSent(Flag.NO);
        return failures.commit(MessageHeaderEncoder.ENCODED_LENGTH + failure.encodedLength());
    }
}
