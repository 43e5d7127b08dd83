package io.ringfence.engine.rehearsal;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.ExecutionReportEncoder;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.ReportOrigin;
import org.agrona.MutableDirectBuffer;

/** Reports that orders were filled, whole and at once, without a fee. Owned by one thread; allocates nothing. */
public final class Fill {
    private final EventSink reports;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private long count;

    public Fill(final EventSink reports) {
        this.reports = reports;
    }

    /** Reports so far. */
    public long count() {
        return count;
    }

    /**
     * @param price of the fill, in the instrument's units
     * @return false if there was no room
     */
    public boolean report(final OrderPlacedDecoder placed, final long price) {
        final MutableDirectBuffer event = reports.claim();
        report.wrapAndApplyHeader(event, 0, header);
        EventLayout.describe(
                event, 0, placed.header().instrument(), placed.header().account(), EventLayout.NO_TIME);
        report.orderId()
                .engine(placed.orderId().engine())
                .epoch(placed.orderId().epoch())
                .sequence(placed.orderId().sequence())
                .index(placed.orderId().index());
        count++;
        report.venueOrderId(count)
                .tradeId(count)
                .price(0)
                .quantity(placed.quantity())
                .lastPrice(price)
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
        return reports.commit(MessageHeaderEncoder.ENCODED_LENGTH + report.encodedLength());
    }
}
