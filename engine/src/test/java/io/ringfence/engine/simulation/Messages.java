package io.ringfence.engine.simulation;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AlgoReportEncoder;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.BalanceChangeEncoder;
import io.ringfence.journal.message.BalanceEncoder;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.ClockOffsetEncoder;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.CommandOrigin;
import io.ringfence.journal.message.ConnectionEncoder;
import io.ringfence.journal.message.ExecutionReportEncoder;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.GenerationStartedEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OperatorCommandEncoder;
import io.ringfence.journal.message.OrderAnswerEncoder;
import io.ringfence.journal.message.OrderInDoubtEncoder;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.ReconciledEncoder;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.SendFailureEncoder;
import io.ringfence.journal.message.SendFailureReason;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SnapshotRequestEncoder;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.message.VenuePositionEncoder;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** What the gateway hands in besides the market, as events without their place in the order. */
final class Messages {
    static final int ACCOUNT = 1;
    static final String CURRENCY = "USDT";
    static final int ENGINE_ID = 7;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    byte[] started(
            final int previousEpoch,
            final long previousSequence,
            final int previousChain,
            final long configurationHash,
            final long buildHash,
            final RecoveryOutcome outcome,
            final boolean held) {
        final GenerationStartedEncoder started = new GenerationStartedEncoder();
        started.wrapAndApplyHeader(buffer, 0, header);
        describe(0, EventLayout.NO_TIME);
        started.previousEpoch(previousEpoch)
                .engineId(ENGINE_ID)
                .previousSequence(previousSequence)
                .previousChain(previousChain)
                .schemaVersion(GenerationStartedEncoder.SCHEMA_VERSION)
                .configurationHash(configurationHash)
                .buildHash(buildHash)
                .strategiesHash(0)
                .recovery(outcome)
                .entriesHeld(flag(held));
        return copy(started.encodedLength());
    }

    byte[] inDoubt(
            final int instrument,
            final OrderName name,
            final long quantity,
            final int side,
            final io.ringfence.journal.message.OrderPurpose purpose,
            final boolean reduceOnly,
            final long causeSequence) {
        final OrderInDoubtEncoder doubt = new OrderInDoubtEncoder();
        doubt.wrapAndApplyHeader(buffer, 0, header);
        describe(instrument, EventLayout.NO_TIME);
        name.put(doubt.orderId());
        doubt.price(0)
                .quantity(quantity)
                .side(side(side))
                .purpose(purpose)
                .reduceOnly(flag(reduceOnly))
                .causeSequence(causeSequence);
        return copy(doubt.encodedLength());
    }

    byte[] definition(final Instrument instrument) {
        return Arrays.copyOf(buffer.byteArray(), instrument.encode(buffer, 0));
    }

    byte[] connection(final ChannelKind channel, final boolean up) {
        final ConnectionEncoder connection = new ConnectionEncoder();
        connection.wrapAndApplyHeader(buffer, 0, header);
        describe(0, EventLayout.NO_TIME);
        connection
                .channel(channel)
                .state(up ? ChannelState.UP : ChannelState.DOWN)
                .venue(Venue.SIMULATED);
        return copy(connection.encodedLength());
    }

    byte[] balance(final long wallet, final long venueTimeNs) {
        final BalanceEncoder balance = new BalanceEncoder();
        balance.wrapAndApplyHeader(buffer, 0, header);
        describe(0, venueTimeNs);
        balance.walletBalance(wallet).origin(ReportOrigin.HISTORY).asset(CURRENCY);
        return copy(balance.encodedLength());
    }

    byte[] position(final int instrument, final long quantity, final long venueTimeNs) {
        final VenuePositionEncoder position = new VenuePositionEncoder();
        position.wrapAndApplyHeader(buffer, 0, header);
        describe(instrument, venueTimeNs);
        position.quantity(quantity).entryPrice(0).origin(ReportOrigin.HISTORY);
        return copy(position.encodedLength());
    }

    byte[] reconciled(final int orders, final int fills, final int positions) {
        final ReconciledEncoder reconciled = new ReconciledEncoder();
        reconciled.wrapAndApplyHeader(buffer, 0, header);
        describe(0, EventLayout.NO_TIME);
        reconciled.orders(orders).fills(fills).positions(positions);
        return copy(reconciled.encodedLength());
    }

    byte[] command(final Command command, final int instrument) {
        final OperatorCommandEncoder encoder = new OperatorCommandEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header);
        describe(instrument, EventLayout.NO_TIME);
        encoder.command(command).origin(CommandOrigin.OPERATOR);
        return copy(encoder.encodedLength());
    }

    byte[] snapshotRequest() {
        final SnapshotRequestEncoder request = new SnapshotRequestEncoder();
        request.wrapAndApplyHeader(buffer, 0, header);
        describe(0, EventLayout.NO_TIME);
        return copy(request.encodedLength());
    }

    byte[] answer(
            final AnswerKind kind,
            final int instrument,
            final OrderName name,
            final long venueId,
            final int errorCode,
            final boolean unknown,
            final long venueTimeNs) {
        final OrderAnswerEncoder answer = new OrderAnswerEncoder();
        answer.wrapAndApplyHeader(buffer, 0, header);
        describe(errorCode == 0 ? instrument : 0, venueTimeNs);
        name.put(answer.orderId());
        answer.venueOrderId(venueId)
                .errorCode(errorCode)
                .kind(kind)
                .unknownOutcome(flag(unknown))
                .message("");
        return copy(answer.encodedLength());
    }

    /** A report of an order as it stands, with or without a fill. */
    byte[] report(final VenueOrder order, final VenueFill fill, final ExecutionType type, final ReportOrigin origin) {
        final boolean told = fill == null;
        return report(
                order,
                fill,
                type,
                told || origin == ReportOrigin.STREAM ? order.status : OrderStatus.PARTIALLY_FILLED,
                told ? order.filled : fill.filled(),
                origin,
                told ? order.updateNs : fill.timeNs());
    }

    /** A fill as the account's lists tell it: {@code cumulative} is what the list has of its order. */
    byte[] listed(final VenueFill fill, final long cumulative) {
        final VenueOrder order = fill.order();
        return order == null
                ? foreign(fill, ReportOrigin.HISTORY)
                : report(
                        order,
                        fill,
                        ExecutionType.TRADE,
                        cumulative >= order.quantity ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED,
                        cumulative,
                        ReportOrigin.HISTORY,
                        fill.timeNs());
    }

    byte[] stop(final VenueStop stop, final ReportOrigin origin) {
        final AlgoReportEncoder report = new AlgoReportEncoder();
        report.wrapAndApplyHeader(buffer, 0, header);
        describe(stop.instrument, stop.updateNs);
        stop.name.put(report.orderId());
        report.algoId(stop.algoId)
                .venueOrderId(stop.orderId)
                .triggerPrice(stop.trigger)
                .quantity(stop.quantity)
                .side(side(stop.side))
                .status(stop.status)
                .reduceOnly(Flag.YES)
                .origin(origin);
        return copy(report.encodedLength());
    }

    byte[] funding(final long change, final long venueTimeNs) {
        final BalanceChangeEncoder funding = new BalanceChangeEncoder();
        funding.wrapAndApplyHeader(buffer, 0, header);
        describe(0, venueTimeNs);
        funding.change(change).reason(BalanceReason.FUNDING).transactionId(0).asset(CURRENCY);
        return copy(funding.encodedLength());
    }

    byte[] clockOffset(final long venueMinusEngineNs) {
        final ClockOffsetEncoder offset = new ClockOffsetEncoder();
        offset.wrapAndApplyHeader(buffer, 0, header);
        describe(0, EventLayout.NO_TIME);
        offset.offsetNs(venueMinusEngineNs);
        return copy(offset.encodedLength());
    }

    /** A request that was written may have been lost with its connection. */
    byte[] perhapsSent(final OrderName name, final int instrument, final AnswerKind kind) {
        final SendFailureEncoder failure = new SendFailureEncoder();
        failure.wrapAndApplyHeader(buffer, 0, header);
        describe(instrument, EventLayout.NO_TIME);
        name.put(failure.orderId());
        failure.reason(SendFailureReason.SESSION_LOST).kind(kind).perhapsSent(Flag.YES);
        return copy(failure.encodedLength());
    }

    byte[] foreign(final VenueFill fill, final ReportOrigin origin) {
        final VenueOrder order = new VenueOrder(
                OrderName.FOREIGN, fill.instrument(), fill.side(), fill.quantity(), 0, false, false, false, "hand");
        order.venueId = fill.tradeId();
        return report(order, fill, ExecutionType.TRADE, OrderStatus.FILLED, fill.quantity(), origin, fill.timeNs());
    }

    private byte[] report(
            final VenueOrder order,
            final VenueFill fill,
            final ExecutionType type,
            final OrderStatus status,
            final long cumulative,
            final ReportOrigin origin,
            final long venueTimeNs) {
        final ExecutionReportEncoder report = new ExecutionReportEncoder();
        report.wrapAndApplyHeader(buffer, 0, header);
        describe(order.instrument, venueTimeNs);
        order.name.put(report.orderId());
        report.venueOrderId(order.venueId)
                .tradeId(fill == null ? 0 : fill.tradeId())
                .price(order.price)
                .quantity(order.quantity)
                .lastPrice(fill == null ? 0 : fill.price())
                .lastQuantity(fill == null ? 0 : fill.quantity())
                .cumulativeQuantity(cumulative)
                .fee(fill == null ? 0 : fill.fee())
                .realizedProfit(0)
                .side(side(order.side))
                .executionType(type)
                .status(status)
                .maker(flag(order.rests))
                .reduceOnly(flag(order.reduceOnly))
                .origin(origin)
                .cause(fill == null ? FillCause.ORDER : fill.cause())
                .otherFee(0)
                .otherFeeAsset("");
        return copy(report.encodedLength());
    }

    private void describe(final int instrument, final long venueTimeNs) {
        EventLayout.describe(buffer, 0, instrument, ACCOUNT, venueTimeNs);
    }

    private byte[] copy(final int encodedLength) {
        return Arrays.copyOf(buffer.byteArray(), HEADER + encodedLength);
    }

    private static Side side(final int side) {
        return side > 0 ? Side.BUY : Side.SELL;
    }

    private static Flag flag(final boolean value) {
        return value ? Flag.YES : Flag.NO;
    }
}
