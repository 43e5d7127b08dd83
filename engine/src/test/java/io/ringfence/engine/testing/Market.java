package io.ringfence.engine.testing;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.history.HistoryListener;
import io.ringfence.engine.order.OrdersStage;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.report.DecisionTally;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.message.AccountMarginEncoder;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.BalanceChangeEncoder;
import io.ringfence.journal.message.BalanceEncoder;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.BoundaryEncoder;
import io.ringfence.journal.message.CandleEncoder;
import io.ringfence.journal.message.CandleHistoryEncoder;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.ClockOffsetEncoder;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.CommandOrigin;
import io.ringfence.journal.message.ConnectionEncoder;
import io.ringfence.journal.message.DepthEncoder;
import io.ringfence.journal.message.DisasterCancelledDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.DiskLevel;
import io.ringfence.journal.message.DiskStateEncoder;
import io.ringfence.journal.message.EngineLagEncoder;
import io.ringfence.journal.message.ExecutionReportEncoder;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.GenerationStartedEncoder;
import io.ringfence.journal.message.HistoryState;
import io.ringfence.journal.message.LeverageEncoder;
import io.ringfence.journal.message.ListeningEncoder;
import io.ringfence.journal.message.MarkPriceEncoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OperatorCommandEncoder;
import io.ringfence.journal.message.OrderAnswerEncoder;
import io.ringfence.journal.message.OrderIdEncoder;
import io.ringfence.journal.message.OrderInDoubtEncoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderQueriedDecoder;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.QuoteEncoder;
import io.ringfence.journal.message.ReconciledEncoder;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.RequestUseEncoder;
import io.ringfence.journal.message.SendFailureEncoder;
import io.ringfence.journal.message.SendFailureReason;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TickEncoder;
import io.ringfence.journal.message.TradeEncoder;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.message.VenuePositionEncoder;
import io.ringfence.journal.number.Decimals;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/**
 * A market in lock-step with the stages: every call is one inbound event, run through all stages before it returns.
 * {@code market.at(seconds).trade("BTCUSDT", "61800.30", "0.006", Side.BUY)}. Time stands still between {@link #at}.
 */
public final class Market {
    public static final String BTC = "BTCUSDT";
    public static final String ETH = "ETHUSDT";
    public static final int EPOCH = 42;
    public static final long SECOND = 1_000_000_000L;
    /** 2024-08-08 00:00 UTC, a multiple of every timeframe. */
    public static final long START = 1_723_075_200L * SECOND;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Slot slot = new Slot();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Map<String, Instrument> instruments = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Decision> sent = new ArrayList<>();
    private final List<Decision> queries = new ArrayList<>();
    private final List<Decision> disasters = new ArrayList<>();
    private final ByteArrayOutputStream decisionBytes = new ByteArrayOutputStream();
    private final DecisionTally tally = new DecisionTally();
    private final DecisionRecords records = new DecisionRecords();
    private final Stages stages;
    private final List<Stage> row;

    private long sequence;
    private long timeNs = START;
    private long tradeId;
    private int seen;
    private Optional<HistoryListener> history = Optional.empty();

    public Market() {
        this(TestSettings.settings());
    }

    public Market(final StageSettings settings) {
        this(settings, null);
    }

    /** With a strategy of the test's. */
    public Market(final StageSettings settings, final ScriptedStrategy strategy) {
        final StageSettings chosen = strategy == null ? settings : strategy.in(settings);
        stages = Stages.of(chosen, this::onOrder, this::onDecisions);
        row = stages.row();
    }

    /** All that happens from now on is told to {@code listener}, as from a journal. */
    public Market tell(final HistoryListener listener) {
        history = Optional.of(listener);
        return this;
    }

    /** BTCUSDT and ETHUSDT of USD-M futures, order entry up. */
    public Market open() {
        define(new Instrument(1, Venue.SIMULATED, MarketKind.USDM, BTC, 2, 3, 10, 1, 1, 1_000_000, 5_00000000L));
        define(new Instrument(2, Venue.SIMULATED, MarketKind.USDM, ETH, 2, 3, 1, 1, 1, 10_000_000, 5_00000000L));
        return orderEntry(ChannelState.UP);
    }

    /** The same of spot, in 8 decimals, in lots of 0.00001 and for 5 at least. */
    public Market openSpot() {
        define(spot(1, BTC));
        define(spot(2, ETH));
        return orderEntry(ChannelState.UP);
    }

    private static Instrument spot(final int id, final String symbol) {
        return new Instrument(
                id, Venue.SIMULATED, MarketKind.SPOT, symbol, 2, 8, 1, 1_000, 1_000, 900_00000000L, 5_00000000L);
    }

    /** Learns a symbol without telling the stages. */
    public void know(final Instrument instrument) {
        instruments.put(instrument.symbol(), instrument);
    }

    public Market define(final Instrument instrument) {
        know(instrument);
        return run(instrument.encode(slot.event(), 0));
    }

    /** An event as a decoder encoded it; here it gets its sequence and receive time. */
    public Market event(final DirectBuffer encoded, final int lengthBytes) {
        slot.event().putBytes(0, encoded, 0, lengthBytes);
        return run(lengthBytes);
    }

    /** Moves time to {@code seconds} after the start; both clocks. */
    public Market at(final double seconds) {
        timeNs = START + Math.round(seconds * 1e9);
        return this;
    }

    public Market later(final long ns) {
        timeNs += ns;
        return this;
    }

    public Market trade(final String symbol, final String price, final String quantity, final Side taker) {
        return trade(symbol, units(symbol, price), lots(symbol, quantity), taker, timeNs);
    }

    public Market trade(
            final String symbol, final long price, final long quantity, final Side taker, final long venueTimeNs) {
        final TradeEncoder trade = new TradeEncoder();
        trade.wrapAndApplyHeader(slot.event(), 0, header);
        describe(symbol, venueTimeNs);
        tradeId++;
        trade.tradeId(tradeId)
                .price(price)
                .quantity(quantity)
                .firstTradeId(tradeId)
                .lastTradeId(tradeId)
                .takerSide(taker)
                .aggregated(Flag.NO);
        return run(HEADER + trade.encodedLength());
    }

    public Market quote(final String symbol, final String bid, final String ask) {
        return quote(symbol, units(symbol, bid), units(symbol, ask), units(symbol, bid), units(symbol, ask), 0);
    }

    /** A quote with quantities. */
    public Market book(
            final String symbol, final String bid, final long bidQuantity, final String ask, final long askQuantity) {
        return quote(
                symbol,
                units(symbol, bid),
                bidQuantity,
                units(symbol, ask),
                askQuantity,
                units(symbol, bid),
                units(symbol, ask),
                0);
    }

    /** A quote that replaced {@code conflated} others. */
    public Market quote(
            final String symbol,
            final long bid,
            final long ask,
            final long lowestBid,
            final long highestAsk,
            final int conflated) {
        return quote(symbol, bid, 1_000, ask, 1_000, lowestBid, highestAsk, conflated);
    }

    private Market quote(
            final String symbol,
            final long bid,
            final long bidQuantity,
            final long ask,
            final long askQuantity,
            final long lowestBid,
            final long highestAsk,
            final int conflated) {
        final QuoteEncoder quote = new QuoteEncoder();
        quote.wrapAndApplyHeader(slot.event(), 0, header);
        describe(symbol, timeNs);
        quote.updateId(sequence)
                .bidPrice(bid)
                .bidQuantity(bidQuantity)
                .askPrice(ask)
                .askQuantity(askQuantity)
                .lowestBid(lowestBid)
                .highestAsk(highestAsk)
                .conflated(conflated);
        return run(HEADER + quote.encodedLength());
    }

    /** A depth part; {@code levels} are price, quantity and 1 for a bid, -1 for an ask. */
    public Market depth(
            final String symbol,
            final BookEventKind kind,
            final int part,
            final boolean lastPart,
            final long updateId,
            final long[]... levels) {
        final DepthEncoder depth = new DepthEncoder();
        depth.wrapAndApplyHeader(slot.event(), 0, header);
        describe(symbol, timeNs);
        depth.firstUpdateId(updateId)
                .lastUpdateId(updateId)
                .part(part)
                .kind(kind)
                .lastPart(lastPart ? Flag.YES : Flag.NO);
        final DepthEncoder.LevelsEncoder group = depth.levelsCount(levels.length);
        for (final long[] level : levels) {
            group.next().price(level[0]).quantity(level[1]).side(level[2] > 0 ? Side.BUY : Side.SELL);
        }
        return run(HEADER + depth.encodedLength());
    }

    public Market boundary(final String symbol, final double seconds) {
        final BoundaryEncoder boundary = new BoundaryEncoder();
        boundary.wrapAndApplyHeader(slot.event(), 0, header);
        describe(symbol, EventLayout.NO_TIME);
        boundary.boundaryTimeNs(START + Math.round(seconds * 1e9));
        return run(HEADER + boundary.encodedLength());
    }

    /** A closed candle of the venue, of so many seconds from {@code openSecond} after the start on. */
    public Market candle(
            final String symbol,
            final int seconds,
            final int openSecond,
            final String low,
            final String high,
            final String close,
            final String volume) {
        final CandleEncoder candle = new CandleEncoder();
        candle.wrapAndApplyHeader(slot.event(), 0, header);
        describe(symbol, EventLayout.NO_TIME);
        candle.timeframeNs(seconds * SECOND)
                .openTimeNs(START + openSecond * SECOND)
                .open(units(symbol, close))
                .high(units(symbol, high))
                .low(units(symbol, low))
                .close(units(symbol, close))
                .volume(lots(symbol, volume))
                .takerBuyVolume(0)
                .tradeCount(1)
                .closed(Flag.YES);
        return run(HEADER + candle.encodedLength());
    }

    /** Says how far the venue's candles of so many seconds have been told; 0 ns since 1970 if {@code untilSecond} is below 0. */
    public Market history(final String symbol, final int seconds, final HistoryState state, final int untilSecond) {
        final CandleHistoryEncoder history = new CandleHistoryEncoder();
        history.wrapAndApplyHeader(slot.event(), 0, header);
        describe(symbol, EventLayout.NO_TIME);
        history.timeframeNs(seconds * SECOND)
                .untilNs(untilSecond < 0 ? 0 : START + untilSecond * SECOND)
                .state(state);
        return run(HEADER + history.encodedLength());
    }

    /** Its market alone is about to be listened to, or isn't any more. */
    public Market listening(final String symbol, final ChannelState state) {
        final ListeningEncoder listening = new ListeningEncoder();
        listening.wrapAndApplyHeader(slot.event(), 0, header);
        describe(symbol, EventLayout.NO_TIME);
        listening.state(state);
        return run(HEADER + listening.encodedLength());
    }

    public Market tick() {
        final TickEncoder tick = new TickEncoder();
        tick.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, 0, EventLayout.NO_TIME);
        return run(HEADER + tick.encodedLength());
    }

    public Market command(final Command command, final String symbol) {
        final OperatorCommandEncoder encoder = new OperatorCommandEncoder();
        encoder.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, symbol == null ? 0 : id(symbol), 0, EventLayout.NO_TIME);
        encoder.command(command).origin(CommandOrigin.OPERATOR);
        return run(HEADER + encoder.encodedLength());
    }

    /** As if {@code origin} had thrown it. */
    public Market command(final Command command, final CommandOrigin origin, final String symbol) {
        final OperatorCommandEncoder encoder = new OperatorCommandEncoder();
        encoder.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, symbol == null ? 0 : id(symbol), 0, EventLayout.NO_TIME);
        encoder.command(command).origin(origin);
        return run(HEADER + encoder.encodedLength());
    }

    public Market markPrice(final String symbol, final String price) {
        final MarkPriceEncoder mark = new MarkPriceEncoder();
        mark.wrapAndApplyHeader(slot.event(), 0, header);
        describe(symbol, timeNs);
        final long units = units(symbol, price);
        mark.markPrice(units)
                .indexPrice(units)
                .lowestMark(units)
                .highestMark(units)
                .fundingRate(0)
                .nextFundingTimeNs(0)
                .conflated(0);
        return run(HEADER + mark.encodedLength());
    }

    public Market clockOffset(final long offsetNs) {
        final ClockOffsetEncoder offset = new ClockOffsetEncoder();
        offset.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, 0, EventLayout.NO_TIME);
        offset.offsetNs(offsetNs);
        return run(HEADER + offset.encodedLength());
    }

    public Market engineLag(final int events, final long lagNs) {
        final EngineLagEncoder lag = new EngineLagEncoder();
        lag.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, 0, EventLayout.NO_TIME);
        lag.events(events).ringSize(4_096).lagNs(lagNs);
        return run(HEADER + lag.encodedLength());
    }

    public Market requestUse(final int used, final long blockedForNs) {
        final RequestUseEncoder use = new RequestUseEncoder();
        use.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, 0, EventLayout.NO_TIME);
        use.usedWeight(used).weightLimit(2_400).blockedUntilNs(blockedForNs == 0 ? 0 : timeNs + blockedForNs);
        return run(HEADER + use.encodedLength());
    }

    public Market margin(final String balance, final String maintenance) {
        final AccountMarginEncoder margin = new AccountMarginEncoder();
        margin.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, TestSettings.ACCOUNT, EventLayout.NO_TIME);
        margin.marginBalance(Decimals.parse(balance, 8))
                .maintenanceMargin(Decimals.parse(maintenance, 8))
                .initialMargin(0);
        return run(HEADER + margin.encodedLength());
    }

    public Market leverage(final String symbol, final int leverage, final int wanted) {
        final LeverageEncoder encoder = new LeverageEncoder();
        encoder.wrapAndApplyHeader(slot.event(), 0, header);
        describe(symbol, EventLayout.NO_TIME);
        encoder.leverage(leverage).isolated(Flag.NO).wantedLeverage(wanted).wantedIsolated(Flag.NO);
        return run(HEADER + encoder.encodedLength());
    }

    public Market balanceChange(final String asset, final String change, final BalanceReason reason) {
        return balanceChange(asset, change, reason, EventLayout.NO_TIME);
    }

    public Market balanceChange(
            final String asset, final String change, final BalanceReason reason, final long venueTimeNs) {
        return balanceChange(asset, change, reason, venueTimeNs, 0);
    }

    /** @param id the venue's, as its list tells it; 0 from the stream */
    public Market balanceChange(
            final String asset,
            final String change,
            final BalanceReason reason,
            final long venueTimeNs,
            final long id) {
        final BalanceChangeEncoder encoder = new BalanceChangeEncoder();
        encoder.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, TestSettings.ACCOUNT, venueTimeNs);
        encoder.change(Decimals.parse(change, 8))
                .reason(reason)
                .transactionId(id)
                .asset(asset);
        return run(HEADER + encoder.encodedLength());
    }

    public Market orderEntry(final ChannelState state) {
        return connection(ChannelKind.ORDER_ENTRY, state);
    }

    public Market connection(final ChannelKind channel, final ChannelState state) {
        final ConnectionEncoder connection = new ConnectionEncoder();
        connection.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, 0, EventLayout.NO_TIME);
        connection.channel(channel).state(state).venue(Venue.SIMULATED);
        return run(HEADER + connection.encodedLength());
    }

    /** A generation begins, as after a crash of another one. */
    public Market generationStarted(final RecoveryOutcome recovery, final boolean entriesHeld) {
        final GenerationStartedEncoder started = new GenerationStartedEncoder();
        started.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, TestSettings.ACCOUNT, EventLayout.NO_TIME);
        started.previousEpoch(EPOCH)
                .schemaVersion(GenerationStartedEncoder.SCHEMA_VERSION)
                .engineId(TestSettings.ENGINE_ID)
                .recovery(recovery)
                .entriesHeld(entriesHeld ? Flag.YES : Flag.NO);
        return run(HEADER + started.encodedLength());
    }

    public Market reconciled() {
        final ReconciledEncoder reconciled = new ReconciledEncoder();
        reconciled.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, TestSettings.ACCOUNT, EventLayout.NO_TIME);
        reconciled.orders(0).fills(0).positions(0);
        return run(HEADER + reconciled.encodedLength());
    }

    /** What the venue says that it holds for us; signed. */
    public Market venuePosition(final String symbol, final long quantity) {
        return venuePosition(symbol, quantity, ReportOrigin.STREAM);
    }

    public Market venuePosition(final String symbol, final long quantity, final ReportOrigin origin) {
        final VenuePositionEncoder position = new VenuePositionEncoder();
        position.wrapAndApplyHeader(slot.event(), 0, header);
        describe(symbol, EventLayout.NO_TIME);
        position.quantity(quantity).entryPrice(0).origin(origin);
        return run(HEADER + position.encodedLength());
    }

    /** The journal's disk has come to {@code level}. */
    public Market disk(final DiskLevel level, final long freeBytes, final long markBytes) {
        final DiskStateEncoder disk = new DiskStateEncoder();
        disk.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, 0, EventLayout.NO_TIME);
        disk.freeBytes(freeBytes).markBytes(markBytes).level(level);
        return run(HEADER + disk.encodedLength());
    }

    /** An order of BTCUSDT that only an old decision log has: bought by its event {@code causeSequence}. */
    public Market inDoubt(final long causeSequence, final long quantity) {
        final OrderInDoubtEncoder order = new OrderInDoubtEncoder();
        order.wrapAndApplyHeader(slot.event(), 0, header);
        describe(BTC, EventLayout.NO_TIME);
        order.price(0)
                .quantity(quantity)
                .side(Side.BUY)
                .purpose(OrderPurpose.ENTRY)
                .reduceOnly(Flag.NO)
                .causeSequence(causeSequence);
        order.orderId()
                .engine(TestSettings.ENGINE_ID)
                .epoch(EPOCH - 1)
                .sequence(causeSequence)
                .index(0x500);
        return run(HEADER + order.encodedLength());
    }

    /** The venue knows no order of the name that {@code query} asks for. */
    public Market notFound(final Decision query) {
        final OrderQueriedDecoder asked = query.as(new OrderQueriedDecoder());
        final OrderAnswerEncoder answer = new OrderAnswerEncoder();
        answer.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, asked.header().instrument(), TestSettings.ACCOUNT, EventLayout.NO_TIME);
        answer.venueOrderId(0).errorCode(-2013).kind(AnswerKind.QUERY).unknownOutcome(Flag.NO);
        copyId(asked, answer.orderId());
        answer.message("");
        return run(HEADER + answer.encodedLength());
    }

    /** The venue tells the state of the order that {@code query} asks for; or a fill of it, from the account's history. */
    public Market found(
            final Decision query,
            final ReportOrigin origin,
            final OrderStatus status,
            final long fillId,
            final long lastQuantity,
            final long cumulative) {
        final OrderQueriedDecoder asked = query.as(new OrderQueriedDecoder());
        final ExecutionReportEncoder report = new ExecutionReportEncoder();
        report.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, asked.header().instrument(), TestSettings.ACCOUNT, EventLayout.NO_TIME);
        fill(report, fillId, 6_200_000, lastQuantity, cumulative, 0)
                .quantity(16)
                .side(Side.BUY)
                .executionType(ExecutionType.OTHER)
                .status(status)
                .reduceOnly(Flag.NO)
                .origin(origin)
                .cause(FillCause.ORDER)
                .otherFee(0)
                .otherFeeAsset("");
        copyId(asked, report.orderId());
        return run(HEADER + report.encodedLength());
    }

    private static void copyId(final OrderQueriedDecoder from, final OrderIdEncoder to) {
        to.engine(from.orderId().engine())
                .epoch(from.orderId().epoch())
                .sequence(from.orderId().sequence())
                .index(from.orderId().index());
    }

    public Market balance(final String asset, final String amount) {
        return balance(asset, amount, ReportOrigin.STREAM);
    }

    public Market balance(final String asset, final String amount, final ReportOrigin origin) {
        return balance(asset, amount, origin, EventLayout.NO_TIME);
    }

    public Market balance(final String asset, final String amount, final ReportOrigin origin, final long venueTimeNs) {
        final BalanceEncoder balance = new BalanceEncoder();
        balance.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, TestSettings.ACCOUNT, venueTimeNs);
        balance.walletBalance(Decimals.parse(amount, 8)).origin(origin).asset(asset);
        return run(HEADER + balance.encodedLength());
    }

    /** The venue's answer to {@code order}; {@code errorCode} 0 accepts. */
    public Market answer(final Decision order, final int errorCode) {
        return answer(order, errorCode, false);
    }

    public Market answer(final Decision order, final int errorCode, final boolean unknownOutcome) {
        return answer(order, errorCode, unknownOutcome, Flag.NO);
    }

    /** Refused, where the stop whose place it was to take is gone. */
    public Market refusedWithoutStop(final Decision order, final int errorCode) {
        return answer(order, errorCode, false, Flag.YES);
    }

    private Market answer(
            final Decision order, final int errorCode, final boolean unknownOutcome, final Flag replaced) {
        final OrderAnswerEncoder answer = new OrderAnswerEncoder();
        answer.wrapAndApplyHeader(slot.event(), 0, header);
        concernOrder(order);
        answer.venueOrderId(errorCode == 0 ? 9_000 + placed(order).header().sequence() : 0)
                .errorCode(errorCode)
                .kind(AnswerKind.PLACE)
                .unknownOutcome(unknownOutcome ? Flag.YES : Flag.NO)
                .replaced(replaced);
        copyId(order, answer.orderId());
        answer.message("");
        return run(HEADER + answer.encodedLength());
    }

    public Market sendFailure(final Decision order, final boolean perhapsSent) {
        return sendFailure(order, SendFailureReason.NOT_CONNECTED, perhapsSent);
    }

    /** As in shadow mode. */
    public Market withhold(final Decision order) {
        return sendFailure(order, SendFailureReason.WITHHELD, false);
    }

    private Market sendFailure(final Decision order, final SendFailureReason reason, final boolean perhapsSent) {
        final SendFailureEncoder failure = new SendFailureEncoder();
        failure.wrapAndApplyHeader(slot.event(), 0, header);
        concernOrder(order);
        failure.reason(reason).kind(AnswerKind.PLACE).perhapsSent(perhapsSent ? Flag.YES : Flag.NO);
        copyId(order, failure.orderId());
        return run(HEADER + failure.encodedLength());
    }

    /** A report without a fill. */
    public Market report(final Decision order, final OrderStatus status, final long cumulative) {
        return report(order, status, 0, 0, 0, cumulative, 0);
    }

    /** A report of a fill; {@code cumulative} after it. */
    public Market report(
            final Decision order,
            final OrderStatus status,
            final long fillId,
            final long lastPrice,
            final long lastQuantity,
            final long cumulative,
            final long fee) {
        final OrderPlacedDecoder placed = placed(order);
        final ExecutionReportEncoder report = new ExecutionReportEncoder();
        report.wrapAndApplyHeader(slot.event(), 0, header);
        concernOrder(order);
        fill(report, fillId, lastPrice, lastQuantity, cumulative, fee)
                .quantity(placed.quantity())
                .side(placed.side())
                .executionType(lastQuantity > 0 ? ExecutionType.TRADE : ExecutionType.OTHER)
                .status(status)
                .reduceOnly(placed.reduceOnly());
        copyId(order, report.orderId());
        return run(HEADER + report.encodedLength());
    }

    /** Fills {@code order} whole at {@code price}. */
    public Market fill(final Decision order, final String price) {
        final String symbol = symbol(placed(order).header().instrument());
        final long quantity = placed(order).quantity();
        return report(order, OrderStatus.FILLED, ++tradeId, units(symbol, price), quantity, quantity, 0);
    }

    /** A fill of an order that isn't ours; {@code quantity} signed. */
    public Market foreignFill(
            final String symbol, final long fillId, final long price, final long quantity, final long fee) {
        return foreignFill(symbol, fillId, price, quantity, fee, FillCause.ORDER);
    }

    public Market foreignFill(
            final String symbol,
            final long fillId,
            final long price,
            final long quantity,
            final long fee,
            final FillCause cause) {
        final ExecutionReportEncoder report = new ExecutionReportEncoder();
        report.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, id(symbol), TestSettings.ACCOUNT, timeNs);
        fill(report, fillId, price, Math.abs(quantity), Math.abs(quantity), fee)
                .quantity(Math.abs(quantity))
                .side(quantity > 0 ? Side.BUY : Side.SELL)
                .executionType(ExecutionType.TRADE)
                .status(OrderStatus.FILLED)
                .reduceOnly(Flag.NO)
                .cause(cause);
        report.orderId().engine(0).epoch(0).sequence(0).index(0);
        return run(HEADER + report.encodedLength());
    }

    /** What the account's lists tell of an order that isn't ours: a fill, or with {@code fillId} 0 its state. */
    public Market listed(final String symbol, final long fillId, final long lastQuantity, final OrderStatus status) {
        return listed(symbol, fillId, lastQuantity, status, timeNs);
    }

    public Market listed(
            final String symbol,
            final long fillId,
            final long lastQuantity,
            final OrderStatus status,
            final long venueTimeNs) {
        final ExecutionReportEncoder report = new ExecutionReportEncoder();
        report.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, id(symbol), TestSettings.ACCOUNT, venueTimeNs);
        fill(report, fillId, 6_200_000, lastQuantity, 5, 0)
                .quantity(10)
                .side(Side.BUY)
                .executionType(fillId == 0 ? ExecutionType.NEW : ExecutionType.TRADE)
                .status(status)
                .reduceOnly(Flag.NO)
                .origin(ReportOrigin.HISTORY);
        report.orderId().engine(0).epoch(0).sequence(0).index(0);
        return run(HEADER + report.encodedLength());
    }

    /** Bought by others, with a fee of {@code fee} 1e-8 in another asset than the account's currency. */
    public Market otherFeeFill(
            final String symbol,
            final long fillId,
            final long price,
            final long quantity,
            final String asset,
            final long fee) {
        final ExecutionReportEncoder report = new ExecutionReportEncoder();
        report.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, id(symbol), TestSettings.ACCOUNT, timeNs);
        fill(report, fillId, price, quantity, quantity, 0)
                .quantity(quantity)
                .side(Side.BUY)
                .executionType(ExecutionType.TRADE)
                .status(OrderStatus.FILLED)
                .reduceOnly(Flag.NO)
                .otherFee(fee)
                .otherFeeAsset(asset);
        report.orderId().engine(0).epoch(0).sequence(0).index(0);
        return run(HEADER + report.encodedLength());
    }

    private static ExecutionReportEncoder fill(
            final ExecutionReportEncoder report,
            final long fillId,
            final long lastPrice,
            final long lastQuantity,
            final long cumulative,
            final long fee) {
        return report.venueOrderId(0)
                .tradeId(fillId)
                .price(0)
                .lastPrice(lastPrice)
                .lastQuantity(lastQuantity)
                .cumulativeQuantity(cumulative)
                .fee(fee)
                .realizedProfit(0)
                .maker(Flag.NO)
                .origin(ReportOrigin.STREAM)
                .cause(FillCause.ORDER)
                .otherFee(0)
                .otherFeeAsset("");
    }

    private void concernOrder(final Decision order) {
        EventLayout.describe(
                slot.event(), 0, placed(order).header().instrument(), TestSettings.ACCOUNT, EventLayout.NO_TIME);
    }

    private static void copyId(final Decision order, final OrderIdEncoder id) {
        final OrderPlacedDecoder placed = placed(order);
        id.engine(placed.orderId().engine())
                .epoch(placed.orderId().epoch())
                .sequence(placed.orderId().sequence())
                .index(placed.orderId().index());
    }

    private static OrderPlacedDecoder placed(final Decision order) {
        return order.as(new OrderPlacedDecoder());
    }

    private void describe(final String symbol, final long venueTimeNs) {
        EventLayout.describe(slot.event(), 0, id(symbol), 0, venueTimeNs);
    }

    private Market run(final int lengthBytes) {
        slot.eventBytes(lengthBytes);
        EventLayout.stamp(slot.event(), 0, EPOCH, ++sequence, timeNs);
        history.ifPresent(listener -> listener.onEvent(slot.event(), 0, lengthBytes));
        for (final Stage stage : row) {
            stage.onEvent(slot);
        }
        return this;
    }

    private void onDecisions(final long sequence, final DirectBuffer payload, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        payload.getBytes(offset, bytes);
        decisionBytes.writeBytes(bytes);
        tally.add(records.wrap(payload, offset, length));
        for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
            decisions.add(copy(payload, at, records.lengthBytes(at)));
            if (history.isPresent()) {
                history.get().onDecision(records, at);
            }
        }
    }

    private boolean onOrder(
            final DirectBuffer record,
            final int offset,
            final int lengthBytes,
            final long causeSequence,
            final long receivedNanos) {
        final Decision left = copy(record, offset, lengthBytes);
        return switch (left.templateId()) {
            case OrderQueriedDecoder.TEMPLATE_ID -> queries.add(left);
            case DisasterPlacedDecoder.TEMPLATE_ID, DisasterCancelledDecoder.TEMPLATE_ID -> disasters.add(left);
            default -> sent.add(left);
        };
    }

    private static Decision copy(final DirectBuffer from, final int offset, final int lengthBytes) {
        final byte[] bytes = new byte[lengthBytes];
        from.getBytes(offset, bytes);
        return new Decision(bytes);
    }

    /** All decisions so far. */
    public List<Decision> decisions() {
        return decisions;
    }

    /** Decisions since the last call. */
    public List<Decision> news() {
        final List<Decision> news = List.copyOf(decisions.subList(seen, decisions.size()));
        seen = decisions.size();
        return news;
    }

    /** All decisions of the type of {@code decoder}. */
    public List<Decision> decisions(final MessageDecoderFlyweight decoder) {
        return decisions.stream()
                .filter(decision -> decision.templateId() == decoder.sbeTemplateId())
                .toList();
    }

    public int count(final MessageDecoderFlyweight decoder) {
        return decisions(decoder).size();
    }

    /** The last decision of the type of {@code decoder}, which is wrapped around it. */
    public <T extends MessageDecoderFlyweight> T last(final T decoder) {
        final List<Decision> all = decisions(decoder);
        if (all.isEmpty()) {
            throw new AssertionError("no decision with template " + decoder.sbeTemplateId());
        }
        return all.get(all.size() - 1).as(decoder);
    }

    /** What the outbox got to ask the venue. */
    public List<Decision> queries() {
        return queries;
    }

    /** Stops at the venue that the outbox got, and cancels of them. */
    public List<Decision> disasters() {
        return disasters;
    }

    /** Orders and cancels that the outbox got. */
    public List<Decision> sent() {
        return sent;
    }

    public Decision lastSent() {
        return sent.get(sent.size() - 1);
    }

    public byte[] decisionBytes() {
        return decisionBytes.toByteArray();
    }

    public DecisionTally tally() {
        return tally;
    }

    public Stages stages() {
        return stages;
    }

    public OrdersStage orders() {
        return stages.orders();
    }

    public long sequence() {
        return sequence;
    }

    public long timeNs() {
        return timeNs;
    }

    public int id(final String symbol) {
        return instruments.get(symbol).id();
    }

    public long units(final String symbol, final String price) {
        return Decimals.parse(price, instruments.get(symbol).priceScale());
    }

    public long lots(final String symbol, final String quantity) {
        return Decimals.parse(quantity, instruments.get(symbol).quantityScale());
    }

    private String symbol(final int id) {
        return instruments.values().stream()
                .filter(instrument -> instrument.id() == id)
                .findFirst()
                .orElseThrow()
                .symbol();
    }
}
