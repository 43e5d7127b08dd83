package io.ringfence.benchmarks.subject;

import io.ringfence.benchmarks.rig.Latencies;
import io.ringfence.engine.rehearsal.Fill;
import io.ringfence.gateway.binance.OrderEncoder;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.order.OrderEntry;
import io.ringfence.gateway.session.OrderRequestEncoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import java.nio.ByteBuffer;
import java.util.function.IntToLongFunction;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Behind the outbox, in the order socket's place: notes how long the decision took, and fills the order at once; the report
 * comes back as an inbound event like any other. Owned by the thread of the last lane.
 */
final class FillingVenue implements OrderEntry {
    private final Fill fill;
    private final IntToLongFunction lastPrice;
    private final UnsafeBuffer request = new UnsafeBuffer(ByteBuffer.allocateDirect(OrderEncoder.MAX_REQUEST_LENGTH));
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private Latencies decided;
    private OrderRequestEncoder encoder;
    private Written written;

    /** Takes an order's request as the venue wants it; false if it can't. */
    @FunctionalInterface
    interface Written {
        boolean write(DirectBuffer request, int lengthBytes);
    }

    /** @param lastPrice of an instrument, in its units */
    FillingVenue(final EventSink reports, final IntToLongFunction lastPrice) {
        fill = new Fill(reports);
        this.lastPrice = lastPrice;
    }

    /** From now on. */
    void begin(final Latencies into) {
        into.clear();
        decided = into;
    }

    /** From now on orders are encoded, and go there before they are filled. */
    void sendTo(final OrderRequestEncoder requests, final Written socket) {
        encoder = requests;
        written = socket;
    }

    long fills() {
        return fill.count();
    }

    @Override
    public Outcome send(final DirectBuffer record, final int offset, final int lengthBytes, final long receivedNanos) {
        if (receivedNanos != 0) {
            decided.add(System.nanoTime() - receivedNanos);
        }
        header.wrap(record, offset);
        if (header.templateId() != OrderPlacedDecoder.TEMPLATE_ID) {
            return Outcome.WRITTEN;
        }
        if (written != null && !written.write(request, encoder.encodeOrder(record, offset, lengthBytes, request))) {
            return Outcome.NOT_WRITABLE;
        }
        placed.wrapAndApplyHeader(record, offset, header);
        return fill.report(placed, lastPrice.applyAsLong(placed.header().instrument()))
                ? Outcome.WRITTEN
                : Outcome.NOT_WRITABLE;
    }

    @Override
    public boolean isUp() {
        return true;
    }
}
