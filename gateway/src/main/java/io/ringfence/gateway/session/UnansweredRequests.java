package io.ringfence.gateway.session;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.DecisionHeaderDecoder;
import io.ringfence.journal.message.DisasterCancelledDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderCancelledDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderQueriedDecoder;
import io.ringfence.journal.message.SendFailureEncoder;
import io.ringfence.journal.message.SendFailureReason;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The requests about orders that were written to a socket and have no answer yet. Stands between the decoder of answers and its
 * sink, so that each answer that gets through crosses out its request. When the socket is lost, what is left comes back as
 * {@code SendFailure} events, perhaps sent: nobody knows whether the venue got it.
 *
 * <pre>
 *   head          lostEnd            tail
 *    │  lost, to be  │  written, an     │
 *    ▼  told of      ▼  answer may come ▼
 *   [x][ ][x][x]....[ ][ ][x][ ]........      a ring; x: not crossed out
 * </pre>
 *
 * Of more than {@value #CAPACITY} at a time the oldest is forgotten: the stage that decided it notices its silence, only later.
 * Owned by the loop of the socket; allocates nothing after construction.
 */
final class UnansweredRequests implements EventSink {
    static final int CAPACITY = 1024;

    private static final int MASK = CAPACITY - 1;
    private static final AnswerKind CROSSED_OUT = null;

    private final EventSink sink;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final OrderQueriedDecoder queried = new OrderQueriedDecoder();
    private final DisasterPlacedDecoder disasterPlaced = new DisasterPlacedDecoder();
    private final DisasterCancelledDecoder disasterCancelled = new DisasterCancelledDecoder();
    private final OrderAnswerDecoder answer = new OrderAnswerDecoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final SendFailureEncoder failure = new SendFailureEncoder();

    private final AnswerKind[] kinds = new AnswerKind[CAPACITY];
    private final int[] engines = new int[CAPACITY];
    private final int[] epochs = new int[CAPACITY];
    private final long[] sequences = new long[CAPACITY];
    private final int[] indexes = new int[CAPACITY];
    private final int[] instruments = new int[CAPACITY];
    private final int[] accounts = new int[CAPACITY];
    private final long[] writtenNanos = new long[CAPACITY];

    private long head;
    private long lostEnd;
    private long tail;
    private MutableDirectBuffer claimed;

    /** @param sink where answers and failures go */
    UnansweredRequests(final EventSink sink) {
        this.sink = sink;
    }

    /** The request of this {@code OrderPlaced}, {@code OrderCancelled} or {@code OrderQueried} record was written at {@code nanoTime}. */
    void written(final DirectBuffer record, final int offset, final long nanoTime) {
        writtenNanos[(int) tail & MASK] = nanoTime;
        header.wrap(record, offset);
        switch (header.templateId()) {
            case OrderPlacedDecoder.TEMPLATE_ID -> {
                placed.wrapAndApplyHeader(record, offset, header);
                add(AnswerKind.PLACE, placed.header(), placed.orderId());
            }
            case OrderCancelledDecoder.TEMPLATE_ID -> {
                cancelled.wrapAndApplyHeader(record, offset, header);
                add(AnswerKind.CANCEL, cancelled.header(), cancelled.orderId());
            }
            case OrderQueriedDecoder.TEMPLATE_ID -> {
                queried.wrapAndApplyHeader(record, offset, header);
                add(AnswerKind.QUERY, queried.header(), queried.orderId());
            }
            case DisasterPlacedDecoder.TEMPLATE_ID -> {
                disasterPlaced.wrapAndApplyHeader(record, offset, header);
                add(AnswerKind.ALGO_PLACE, disasterPlaced.header(), disasterPlaced.orderId());
            }
            case DisasterCancelledDecoder.TEMPLATE_ID -> {
                disasterCancelled.wrapAndApplyHeader(record, offset, header);
                add(AnswerKind.ALGO_CANCEL, disasterCancelled.header(), disasterCancelled.orderId());
            }
            default -> {
                // Not about an order by name.
            }
        }
    }

    /** Whether an answer may still come. */
    boolean isAny() {
        return head < tail;
    }

    /** When the oldest of {@link #isAny} was written; called when all that was lost is told. */
    long oldestNanos() {
        return writtenNanos[(int) head & MASK];
    }

    /** The socket is gone: no answer comes any more. */
    void lost() {
        lostEnd = tail;
        settle();
    }

    /** Tells of what was lost, as far as there is room; true if nothing is left to tell. */
    boolean settle() {
        while (head < lostEnd && (kinds[(int) head & MASK] == CROSSED_OUT || tell((int) head & MASK))) {
            head++;
        }
        return head >= lostEnd;
    }

    @Override
    public MutableDirectBuffer claim() {
        claimed = sink.claim();
        return claimed;
    }

    @Override
    public boolean commit(final int lengthBytes) {
        if (head == tail) {
            return sink.commit(lengthBytes);
        }
        final long answered = answered();
        final boolean taken = sink.commit(lengthBytes);
        if (taken && answered >= 0) {
            crossOut(answered);
        }
        return taken;
    }

    @Override
    public void received(final long nanoTime) {
        sink.received(nanoTime);
    }

    private void add(final AnswerKind kind, final DecisionHeaderDecoder concerned, final OrderIdDecoder id) {
        if (tail - head == CAPACITY) {
            head++;
        }
        final int at = (int) tail & MASK;
        kinds[at] = kind;
        engines[at] = id.engine();
        epochs[at] = id.epoch();
        sequences[at] = id.sequence();
        indexes[at] = id.index();
        instruments[at] = concerned.instrument();
        accounts[at] = concerned.account();
        tail++;
    }

    /** The place of the request that the claimed event answers, or -1. */
    private long answered() {
        header.wrap(claimed, 0);
        return switch (header.templateId()) {
            case OrderAnswerDecoder.TEMPLATE_ID -> {
                answer.wrapAndApplyHeader(claimed, 0, header);
                yield find(answer.kind(), answer.orderId());
            }
            case ExecutionReportDecoder.TEMPLATE_ID -> {
                report.wrapAndApplyHeader(claimed, 0, header);
                yield find(AnswerKind.QUERY, report.orderId());
            }
            default -> -1;
        };
    }

    /** Answers come about in the order of requests, so it is found near the head. */
    private long find(final AnswerKind kind, final OrderIdDecoder id) {
        final int engine = id.engine();
        final int epoch = id.epoch();
        final long sequence = id.sequence();
        final int index = id.index();
        for (long i = Math.max(head, lostEnd); i < tail; i++) {
            final int at = (int) i & MASK;
            if (kinds[at] == kind
                    && sequences[at] == sequence
                    && indexes[at] == index
                    && epochs[at] == epoch
                    && engines[at] == engine) {
                return i;
            }
        }
        return -1;
    }

    private void crossOut(final long answered) {
        kinds[(int) answered & MASK] = CROSSED_OUT;
        while (lostEnd <= head && head < tail && kinds[(int) head & MASK] == CROSSED_OUT) {
            head++;
        }
    }

    private boolean tell(final int at) {
        final MutableDirectBuffer event = sink.claim();
        failure.wrapAndApplyHeader(event, 0, headerEncoder);
        EventLayout.describe(event, 0, instruments[at], accounts[at], EventLayout.NO_TIME);
        failure.orderId()
                .engine(engines[at])
                .epoch(epochs[at])
                .sequence(sequences[at])
                .index(indexes[at]);
        failure.reason(SendFailureReason.SESSION_LOST).kind(kinds[at]).perhapsSent(Flag.YES);
        return sink.commit(MessageHeaderEncoder.ENCODED_LENGTH + failure.encodedLength());
    }
}
