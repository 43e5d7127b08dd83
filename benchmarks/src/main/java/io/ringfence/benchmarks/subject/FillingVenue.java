package io.ringfence.benchmarks.subject;

import io.ringfence.benchmarks.rig.Latencies;
import io.ringfence.gateway.binance.OrderEncoder;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.order.OrderEntry;
import io.ringfence.gateway.session.OrderRequestEncoder;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.ExecutionReportEncoder;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.ReportOrigin;
import java.nio.ByteBuffer;
import java.util.function.IntToLongFunction;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Behind the outbox, in the order socket's place: notes how long the decision took, and fills the order at once; the report
 * comes back as an inbound event like any other. Owned by the thread of the last lane.
 */
final class FillingVenue implements OrderEntry {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventSink reports;
    private final IntToLongFunction lastPrice;
    private final UnsafeBuffer request = new UnsafeBuffer(ByteBuffer.allocateDirect(OrderEncoder.MAX_REQUEST_LENGTH));
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private Latencies decided;
    private OrderRequestEncoder encoder;
    private Written written;
    private long fills;

    /** Takes an order's request as the venue wants it; false if it can't. */
    @FunctionalInterface
    interface Written {
        boolean write(DirectBuffer request, int lengthBytes);
    }

    /** @param lastPrice of an instrument, in its units */
    FillingVenue(final EventSink reports, final IntToLongFunction lastPrice) {
        this.reports = reports;
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
        return fills;
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
        return fill() ? Outcome.WRITTEN : Outcome.NOT_WRITABLE;
    }

    private boolean fill() {
        final int instrument = placed.header().instrument();
        final MutableDirectBuffer event = reports.claim();
        report.wrapAndApplyHeader(event, 0, headerEncoder);
        EventLayout.describe(event, 0, instrument, placed.header().account(), EventLayout.NO_TIME);
        report.orderId()
                .engine(placed.orderId().engine())
                .epoch(placed.orderId().epoch())
                .sequence(placed.orderId().sequence())
                .index(placed.orderId().index());
        fills++;
        report.venueOrderId(fills)
                .tradeId(fills)
                .price(0)
                .quantity(placed.quantity())
                .lastPrice(lastPrice.applyAsLong(instrument))
                .lastQuantity(placed.quantity())
                .cumulativeQuantity(placed.quantity())
                .fee(0)
                .realizedProfit(0)
                .side(placed.side())
                .executionType(ExecutionType.TRADE)
                .status(OrderStatus.FILLED)
                .maker(Flag.NO)
                .reduceOnly(placed.reduceOnly())
                .origin(ReportOrigin.STREAM)
                .cause(FillCause.ORDER)
                .otherFee(0)
                .otherFeeAsset("");
        return reports.commit(HEADER + report.encodedLength());
    }

    @Override
    public boolean isUp() {
        return true;
    }
}
