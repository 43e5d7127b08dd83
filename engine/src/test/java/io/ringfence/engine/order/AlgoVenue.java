package io.ringfence.engine.order;

import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.AlgoReportEncoder;
import io.ringfence.journal.message.AlgoStatus;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.DisasterCancelledDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.ExecutionReportEncoder;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderAnswerEncoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderIdEncoder;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.SendFailureEncoder;
import io.ringfence.journal.message.SendFailureReason;
import io.ringfence.journal.message.Side;
import org.agrona.concurrent.UnsafeBuffer;

/** What a venue says about stops that rest there, event by event. */
final class AlgoVenue {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Market market;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long trades = 70_000;

    AlgoVenue(final Market market) {
        this.market = market;
    }

    /** All that was asked for, in one line each. */
    String requests() {
        final StringBuilder text = new StringBuilder();
        for (final Decision request : market.disasters()) {
            text.append(text.isEmpty() ? "" : ", ").append(text(request));
        }
        return text.toString();
    }

    private static String text(final Decision request) {
        if (request.templateId() == DisasterCancelledDecoder.TEMPLATE_ID) {
            return "cancel";
        }
        final DisasterPlacedDecoder placed = request.as(new DisasterPlacedDecoder());
        return placed.side() + " " + placed.quantity() + " at " + placed.triggerPrice();
    }

    Decision last() {
        return market.disasters().get(market.disasters().size() - 1);
    }

    /** The last that was placed. */
    Decision placed() {
        return market.disasters().stream()
                .filter(request -> request.templateId() == DisasterPlacedDecoder.TEMPLATE_ID)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    void answer(final Decision request, final int errorCode) {
        answer(request, errorCode, false);
    }

    void answer(final Decision request, final int errorCode, final boolean unknown) {
        final OrderAnswerEncoder answer = new OrderAnswerEncoder();
        answer.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, 0, TestSettings.ACCOUNT, EventLayout.NO_TIME);
        answer.venueOrderId(errorCode == 0 ? 500 : 0)
                .errorCode(errorCode)
                .kind(kind(request))
                .unknownOutcome(unknown ? Flag.YES : Flag.NO);
        copyId(request, answer.orderId());
        answer.message("");
        market.event(buffer, HEADER + answer.encodedLength());
    }

    void sendFailure(final Decision request, final SendFailureReason reason) {
        final SendFailureEncoder failure = new SendFailureEncoder();
        failure.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, 1, TestSettings.ACCOUNT, EventLayout.NO_TIME);
        failure.reason(reason).kind(kind(request)).perhapsSent(Flag.NO);
        copyId(request, failure.orderId());
        market.event(buffer, HEADER + failure.encodedLength());
    }

    private static AnswerKind kind(final Decision request) {
        return request.templateId() == DisasterPlacedDecoder.TEMPLATE_ID
                ? AnswerKind.ALGO_PLACE
                : AnswerKind.ALGO_CANCEL;
    }

    void tells(final Decision placed, final AlgoStatus status, final ReportOrigin origin) {
        final AlgoReportEncoder report = begin(status, origin);
        final DisasterPlacedDecoder known = placed.as(new DisasterPlacedDecoder());
        report.triggerPrice(known.triggerPrice()).quantity(known.quantity()).side(known.side());
        copyId(placed, report.orderId());
        market.event(buffer, HEADER + report.encodedLength());
    }

    /** One of this engine's of which nobody knows. */
    void tellsOrphan(final long sequence, final long trigger, final long quantity, final Side side) {
        final AlgoReportEncoder report = begin(AlgoStatus.NEW, ReportOrigin.HISTORY);
        report.triggerPrice(trigger).quantity(quantity).side(side);
        report.orderId()
                .engine(TestSettings.ENGINE_ID)
                .epoch(Market.EPOCH)
                .sequence(sequence)
                .index(0x500);
        market.event(buffer, HEADER + report.encodedLength());
    }

    /** One that somebody else has placed. */
    void tellsForeign() {
        final AlgoReportEncoder report = begin(AlgoStatus.NEW, ReportOrigin.HISTORY);
        report.triggerPrice(1).quantity(2).side(Side.SELL);
        report.orderId().engine(0).epoch(0).sequence(0).index(0);
        market.event(buffer, HEADER + report.encodedLength());
    }

    private AlgoReportEncoder begin(final AlgoStatus status, final ReportOrigin origin) {
        final AlgoReportEncoder report = new AlgoReportEncoder();
        report.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, 1, TestSettings.ACCOUNT, EventLayout.NO_TIME);
        return report.algoId(500)
                .venueOrderId(0)
                .status(status)
                .reduceOnly(Flag.YES)
                .origin(origin);
    }

    /** The order that it has become is filled. */
    void fills(final Decision placed, final long price, final long quantity, final OrderStatus status) {
        final DisasterPlacedDecoder known = placed.as(new DisasterPlacedDecoder());
        final ExecutionReportEncoder report = new ExecutionReportEncoder();
        report.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, 1, TestSettings.ACCOUNT, EventLayout.NO_TIME);
        report.venueOrderId(600)
                .tradeId(quantity == 0 ? 0 : ++trades)
                .price(0)
                .quantity(known.quantity())
                .lastPrice(price)
                .lastQuantity(quantity)
                .cumulativeQuantity(quantity)
                .fee(0)
                .realizedProfit(0)
                .side(known.side())
                .executionType(quantity == 0 ? ExecutionType.OTHER : ExecutionType.TRADE)
                .status(status)
                .maker(Flag.NO)
                .reduceOnly(Flag.YES)
                .origin(ReportOrigin.STREAM);
        copyId(placed, report.orderId());
        market.event(buffer, HEADER + report.encodedLength());
    }

    private static void copyId(final Decision request, final OrderIdEncoder to) {
        final OrderIdDecoder id = request.templateId() == DisasterPlacedDecoder.TEMPLATE_ID
                ? request.as(new DisasterPlacedDecoder()).orderId()
                : request.as(new DisasterCancelledDecoder()).orderId();
        to.engine(id.engine()).epoch(id.epoch()).sequence(id.sequence()).index(id.index());
    }
}
