package io.ringfence.engine.paper;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.matching.AlgoOrder;
import io.ringfence.gateway.matching.AlgoRequest;
import io.ringfence.gateway.matching.Fill;
import io.ringfence.gateway.matching.Order;
import io.ringfence.gateway.matching.OrderRequest;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.AlgoReportEncoder;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.BalanceChangeEncoder;
import io.ringfence.journal.message.BalanceEncoder;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.ExecutionReportEncoder;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderAnswerEncoder;
import io.ringfence.journal.message.OrderIdEncoder;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Side;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes what the model says as inbound events; keeps those for which there is no room yet, in order. */
final class ReportWriter {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final long NO_FILL = 0;

    private final EventSink sink;
    private final int account;
    private final String currency;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private final OrderAnswerEncoder answer = new OrderAnswerEncoder();
    private final AlgoReportEncoder algo = new AlgoReportEncoder();
    private final BalanceEncoder balance = new BalanceEncoder();
    private final BalanceChangeEncoder balanceChange = new BalanceChangeEncoder();
    private final ClientOrderId id = new ClientOrderId();

    ReportWriter(final EventSink sink, final int account, final String currency) {
        this.sink = sink;
        this.account = account;
        this.currency = currency;
    }

    void answer(
            final AnswerKind kind,
            final int instrument,
            final String clientOrderId,
            final long venueOrderId,
            final int errorCode,
            final String message,
            final long timeNs) {
        answer.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, instrument, account, timeNs);
        putId(clientOrderId, answer.orderId());
        answer.venueOrderId(venueOrderId)
                .errorCode(errorCode)
                .kind(kind)
                .unknownOutcome(Flag.NO)
                .message(message);
        handIn(HEADER + answer.encodedLength());
    }

    void report(final Order order, final ExecutionType type) {
        encode(order, type);
        report.tradeId(NO_FILL)
                .lastPrice(0)
                .lastQuantity(0)
                .fee(0)
                .realizedProfit(0)
                .maker(Flag.NO);
        handIn(HEADER + report.encodedLength());
    }

    /** Of an order that was asked for. */
    void state(final Order order) {
        encode(order, order.isOpen() ? ExecutionType.NEW : ExecutionType.OTHER);
        report.tradeId(NO_FILL)
                .lastPrice(0)
                .lastQuantity(0)
                .fee(0)
                .realizedProfit(0)
                .maker(Flag.NO)
                .origin(ReportOrigin.QUERY)
                .cause(FillCause.ORDER)
                .otherFee(0)
                .otherFeeAsset("");
        handIn(HEADER + report.encodedLength());
    }

    /** Of an order that was asked for and did not outlive an earlier process. */
    void expired(final PaperState.Order order, final long timeNs) {
        report.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, order.instrument(), account, timeNs);
        putId(order.clientOrderId(), report.orderId());
        report.venueOrderId(order.venueOrderId())
                .tradeId(NO_FILL)
                .price(0)
                .quantity(order.quantity())
                .lastPrice(0)
                .lastQuantity(0)
                .cumulativeQuantity(order.filled())
                .fee(0)
                .realizedProfit(0)
                .side(order.buy() ? Side.BUY : Side.SELL)
                .executionType(ExecutionType.EXPIRED)
                .status(OrderStatus.EXPIRED)
                .maker(Flag.NO)
                .reduceOnly(order.reduceOnly() ? Flag.YES : Flag.NO)
                .origin(ReportOrigin.QUERY)
                .cause(FillCause.ORDER)
                .otherFee(0)
                .otherFeeAsset("");
        handIn(HEADER + report.encodedLength());
    }

    /** @param baseAsset on spot, of which a buyer's fee is taken */
    void fill(final Order order, final Fill fill, final String baseAsset) {
        encode(order, ExecutionType.TRADE);
        report.tradeId(fill.tradeId())
                .lastPrice(fill.price())
                .lastQuantity(fill.quantity())
                .fee(fill.baseFee() == 0 ? fill.fee() : 0)
                .otherFee(fill.baseFee())
                .otherFeeAsset(fill.baseFee() == 0 ? "" : baseAsset)
                .realizedProfit(fill.realizedProfit())
                .maker(fill.maker() ? Flag.YES : Flag.NO);
        handIn(HEADER + report.encodedLength());
    }

    /** Of a conditional order. */
    void algo(final AlgoOrder order) {
        final AlgoRequest request = order.request();
        algo.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, request.instrument(), account, order.updateTimeNs());
        putId(request.clientAlgoId(), algo.orderId());
        algo.algoId(order.algoId())
                .venueOrderId(order.orderId())
                .triggerPrice(request.triggerPrice())
                .quantity(request.quantity())
                .side(request.side())
                .status(order.status())
                .reduceOnly(request.reduceOnly() ? Flag.YES : Flag.NO)
                .origin(ReportOrigin.STREAM);
        handIn(HEADER + algo.encodedLength());
    }

    void balance(final long walletBalance, final long timeNs) {
        balance.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, 0, account, timeNs);
        balance.walletBalance(walletBalance).origin(ReportOrigin.STREAM).asset(currency);
        handIn(HEADER + balance.encodedLength());
    }

    /** Hands in what had to wait; returns the number of events. Called in each turn of the loop. */
    int flush() {
        int work = 0;
        while (!waiting.isEmpty() && commit(waiting.peekFirst())) {
            waiting.removeFirst();
            work++;
        }
        return work;
    }

    private void encode(final Order order, final ExecutionType type) {
        final OrderRequest request = order.request();
        report.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, request.instrument(), account, order.updateTimeNs());
        putId(order, report.orderId());
        report.venueOrderId(order.orderId())
                .price(request.price())
                .quantity(request.quantity())
                .cumulativeQuantity(order.filledQuantity())
                .side(request.side())
                .executionType(type)
                .status(type == ExecutionType.EXPIRED ? OrderStatus.EXPIRED : order.status())
                .reduceOnly(request.reduceOnly() ? Flag.YES : Flag.NO)
                .origin(ReportOrigin.STREAM)
                .cause(cause(order))
                .otherFee(0)
                .otherFeeAsset("");
    }

    private static FillCause cause(final Order order) {
        if (!order.isForced()) {
            return FillCause.ORDER;
        }
        return order.request().clientOrderId().startsWith("adl") ? FillCause.ADL : FillCause.LIQUIDATION;
    }

    /** The wallet changed without a fill, and is that now. */
    void charged(final long change, final BalanceReason reason, final long walletBalance, final long timeNs) {
        balanceChange.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, 0, account, timeNs);
        balanceChange.change(change).reason(reason).transactionId(0).asset(currency);
        handIn(HEADER + balanceChange.encodedLength());
        balance(walletBalance, timeNs);
    }

    /** All zero for what the model itself makes. */
    private void putId(final Order order, final OrderIdEncoder target) {
        if (order.isForced()) {
            target.engine(0).epoch(0).sequence(0).index(0);
        } else {
            putId(order.request().clientOrderId(), target);
        }
    }

    private void putId(final String clientOrderId, final OrderIdEncoder target) {
        final byte[] text = clientOrderId.getBytes(StandardCharsets.US_ASCII);
        if (!id.parse(new UnsafeBuffer(text), 0, text.length)) {
            throw new IllegalStateException("clientOrderId=" + clientOrderId + " is not one of ours");
        }
        target.engine(id.engine()).epoch(id.epoch()).sequence(id.sequence()).index(id.index());
    }

    private void handIn(final int lengthBytes) {
        flush();
        if (!waiting.isEmpty() || !commit(buffer, lengthBytes)) {
            waiting.addLast(Arrays.copyOf(buffer.byteArray(), lengthBytes));
        }
    }

    private boolean commit(final byte[] event) {
        return commit(new UnsafeBuffer(event), event.length);
    }

    private boolean commit(final UnsafeBuffer event, final int lengthBytes) {
        final MutableDirectBuffer claimed = sink.claim();
        claimed.putBytes(0, event, 0, lengthBytes);
        return sink.commit(lengthBytes);
    }
}
