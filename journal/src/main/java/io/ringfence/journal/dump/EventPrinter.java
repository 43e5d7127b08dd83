package io.ringfence.journal.dump;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.AccountMarginDecoder;
import io.ringfence.journal.message.AlgoReportDecoder;
import io.ringfence.journal.message.BalanceChangeDecoder;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.BoundaryDecoder;
import io.ringfence.journal.message.CandleDecoder;
import io.ringfence.journal.message.CandleHistoryDecoder;
import io.ringfence.journal.message.ClockOffsetDecoder;
import io.ringfence.journal.message.ConnectionDecoder;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.DiskStateDecoder;
import io.ringfence.journal.message.EngineLagDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.GenerationStartedDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.LeverageDecoder;
import io.ringfence.journal.message.ListeningDecoder;
import io.ringfence.journal.message.MarkPriceDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OperatorCommandDecoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderInDoubtDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.ReconciledDecoder;
import io.ringfence.journal.message.RequestUseDecoder;
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.message.SnapshotRequestDecoder;
import io.ringfence.journal.message.TickDecoder;
import io.ringfence.journal.message.TradeDecoder;
import io.ringfence.journal.message.VenuePositionDecoder;
import java.io.IOException;
import org.agrona.DirectBuffer;

/**
 * Prints inbound events. Every record has {@code sequence}, {@code type}, {@code instrument} (its symbol, or null),
 * {@code venueTimeNs} (null if the venue gave none) and {@code receiveTimeNs}; prices and quantities are text with the
 * instrument's decimals, money with 8. Belongs to one thread; learns instruments from the definitions it is given.
 */
public final class EventPrinter {
    private final KnownInstruments instruments;
    private final RecordFields fields;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final GenerationStartedDecoder generationStarted = new GenerationStartedDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final MarkPriceDecoder markPrice = new MarkPriceDecoder();
    private final CandleDecoder candle = new CandleDecoder();
    private final CandleHistoryDecoder history = new CandleHistoryDecoder();
    private final DepthDecoder depth = new DepthDecoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final OrderAnswerDecoder answer = new OrderAnswerDecoder();
    private final BalanceDecoder balance = new BalanceDecoder();
    private final VenuePositionDecoder position = new VenuePositionDecoder();
    private final BoundaryDecoder boundary = new BoundaryDecoder();
    private final ConnectionDecoder connection = new ConnectionDecoder();
    private final OperatorCommandDecoder command = new OperatorCommandDecoder();
    private final AlgoReportDecoder algo = new AlgoReportDecoder();
    private final SendFailureDecoder failure = new SendFailureDecoder();
    private final OrderInDoubtDecoder inDoubt = new OrderInDoubtDecoder();
    private final DiskStateDecoder diskState = new DiskStateDecoder();
    private final RequestUseDecoder requestUse = new RequestUseDecoder();
    private final EngineLagDecoder engineLag = new EngineLagDecoder();
    private final AccountMarginDecoder margin = new AccountMarginDecoder();
    private final BalanceChangeDecoder balanceChange = new BalanceChangeDecoder();
    private final LeverageDecoder leverage = new LeverageDecoder();
    private final ListeningDecoder listening = new ListeningDecoder();
    private final ReconciledDecoder reconciled = new ReconciledDecoder();
    private final ClockOffsetDecoder clockOffset = new ClockOffsetDecoder();

    public EventPrinter(final RecordOutput out) {
        this(out, new KnownInstruments());
    }

    /** @param instruments known already; it learns more from definitions that it prints */
    public EventPrinter(final RecordOutput out, final KnownInstruments instruments) {
        this.instruments = instruments;
        fields = new RecordFields(out, instruments);
    }

    /** Learns from an event that is not to be printed. */
    public void skip(final DirectBuffer buffer, final int offset) {
        instruments.learn(buffer, offset);
    }

    /** Prints the event at {@code offset}, which is where its message header starts. */
    public void print(final DirectBuffer buffer, final int offset) throws IOException {
        instruments.learn(buffer, offset);
        final int templateId = EventLayout.templateId(buffer, offset);
        begin(buffer, offset, templateId);
        printBody(buffer, offset, templateId);
        fields.end();
    }

    private void begin(final DirectBuffer buffer, final int offset, final int templateId) throws IOException {
        fields.begin(
                EventLayout.sequence(buffer, offset),
                RecordTypes.name(templateId),
                EventLayout.instrument(buffer, offset));
        fields.time("venueTimeNs", EventLayout.venueTimeNs(buffer, offset), EventLayout.NO_TIME)
                .time("receiveTimeNs", EventLayout.receiveTimeNs(buffer, offset));
        final int account = EventLayout.account(buffer, offset);
        if (account != 0) {
            fields.number("account", account);
        }
    }

    private void printBody(final DirectBuffer buffer, final int offset, final int templateId) throws IOException {
        switch (templateId) {
            case TradeDecoder.TEMPLATE_ID -> print(trade.wrapAndApplyHeader(buffer, offset, header));
            case QuoteDecoder.TEMPLATE_ID -> print(quote.wrapAndApplyHeader(buffer, offset, header));
            case DepthDecoder.TEMPLATE_ID -> print(depth.wrapAndApplyHeader(buffer, offset, header));
            case MarkPriceDecoder.TEMPLATE_ID -> print(markPrice.wrapAndApplyHeader(buffer, offset, header));
            case CandleDecoder.TEMPLATE_ID -> print(candle.wrapAndApplyHeader(buffer, offset, header));
            case CandleHistoryDecoder.TEMPLATE_ID -> print(history.wrapAndApplyHeader(buffer, offset, header));
            case TickDecoder.TEMPLATE_ID, SnapshotRequestDecoder.TEMPLATE_ID -> {
                // all is said
            }
            case BoundaryDecoder.TEMPLATE_ID -> print(boundary.wrapAndApplyHeader(buffer, offset, header));
            case ListeningDecoder.TEMPLATE_ID -> print(listening.wrapAndApplyHeader(buffer, offset, header));
            default -> printAccountBody(buffer, offset, templateId);
        }
    }

    private void printAccountBody(final DirectBuffer buffer, final int offset, final int templateId)
            throws IOException {
        switch (templateId) {
            case ExecutionReportDecoder.TEMPLATE_ID -> print(report.wrapAndApplyHeader(buffer, offset, header));
            case OrderAnswerDecoder.TEMPLATE_ID -> print(answer.wrapAndApplyHeader(buffer, offset, header));
            case AlgoReportDecoder.TEMPLATE_ID -> print(algo.wrapAndApplyHeader(buffer, offset, header));
            case SendFailureDecoder.TEMPLATE_ID -> print(failure.wrapAndApplyHeader(buffer, offset, header));
            case BalanceDecoder.TEMPLATE_ID -> print(balance.wrapAndApplyHeader(buffer, offset, header));
            case VenuePositionDecoder.TEMPLATE_ID -> print(position.wrapAndApplyHeader(buffer, offset, header));
            case OrderInDoubtDecoder.TEMPLATE_ID -> print(inDoubt.wrapAndApplyHeader(buffer, offset, header));
            case DiskStateDecoder.TEMPLATE_ID -> print(diskState.wrapAndApplyHeader(buffer, offset, header));
            case ReconciledDecoder.TEMPLATE_ID -> print(reconciled.wrapAndApplyHeader(buffer, offset, header));
            case AccountMarginDecoder.TEMPLATE_ID -> print(margin.wrapAndApplyHeader(buffer, offset, header));
            case BalanceChangeDecoder.TEMPLATE_ID -> print(balanceChange.wrapAndApplyHeader(buffer, offset, header));
            case LeverageDecoder.TEMPLATE_ID -> print(leverage.wrapAndApplyHeader(buffer, offset, header));
            default -> printEngineBody(buffer, offset, templateId);
        }
    }

    private void printEngineBody(final DirectBuffer buffer, final int offset, final int templateId) throws IOException {
        switch (templateId) {
            case GenerationStartedDecoder.TEMPLATE_ID ->
                print(generationStarted.wrapAndApplyHeader(buffer, offset, header));
            case InstrumentDefinitionDecoder.TEMPLATE_ID ->
                print(definition.wrapAndApplyHeader(buffer, offset, header));
            case ConnectionDecoder.TEMPLATE_ID -> print(connection.wrapAndApplyHeader(buffer, offset, header));
            case OperatorCommandDecoder.TEMPLATE_ID -> print(command.wrapAndApplyHeader(buffer, offset, header));
            case ClockOffsetDecoder.TEMPLATE_ID -> print(clockOffset.wrapAndApplyHeader(buffer, offset, header));
            case RequestUseDecoder.TEMPLATE_ID -> print(requestUse.wrapAndApplyHeader(buffer, offset, header));
            case EngineLagDecoder.TEMPLATE_ID -> print(engineLag.wrapAndApplyHeader(buffer, offset, header));
            default -> fields.number("templateId", templateId);
        }
    }

    private void print(final TradeDecoder trade) throws IOException {
        fields.number("tradeId", trade.tradeId())
                .price("price", trade.price())
                .quantity("quantity", trade.quantity())
                .number("firstTradeId", trade.firstTradeId())
                .number("lastTradeId", trade.lastTradeId())
                .word("side", trade.takerSide())
                .flag("aggregated", trade.aggregated());
    }

    private void print(final QuoteDecoder quote) throws IOException {
        fields.number("updateId", quote.updateId())
                .price("bidPrice", quote.bidPrice())
                .quantity("bidQuantity", quote.bidQuantity())
                .price("askPrice", quote.askPrice())
                .quantity("askQuantity", quote.askQuantity())
                .price("lowestBid", quote.lowestBid())
                .price("highestAsk", quote.highestAsk())
                .number("conflated", quote.conflated());
    }

    private void print(final MarkPriceDecoder mark) throws IOException {
        fields.price("markPrice", mark.markPrice())
                .price("indexPrice", mark.indexPrice())
                .price("lowestMark", mark.lowestMark())
                .price("highestMark", mark.highestMark())
                .money("fundingRate", mark.fundingRate())
                .time("nextFundingTimeNs", mark.nextFundingTimeNs())
                .number("conflated", mark.conflated());
    }

    private void print(final CandleHistoryDecoder history) throws IOException {
        fields.number("timeframeNs", history.timeframeNs())
                .time("untilNs", history.untilNs())
                .word("state", history.state());
    }

    private void print(final CandleDecoder candle) throws IOException {
        fields.number("timeframeNs", candle.timeframeNs())
                .time("openTimeNs", candle.openTimeNs())
                .price("open", candle.open())
                .price("high", candle.high())
                .price("low", candle.low())
                .price("close", candle.close())
                .quantity("volume", candle.volume())
                .quantity("takerBuyVolume", candle.takerBuyVolume())
                .number("tradeCount", candle.tradeCount())
                .flag("closed", candle.closed());
    }

    private void print(final DepthDecoder depth) throws IOException {
        fields.number("firstUpdateId", depth.firstUpdateId())
                .number("lastUpdateId", depth.lastUpdateId())
                .number("part", depth.part())
                .word("kind", depth.kind())
                .flag("lastPart", depth.lastPart());
        fields.out().beginRows("levels");
        for (final DepthDecoder.LevelsDecoder levels = depth.levels(); levels.hasNext(); ) {
            print(levels.next());
        }
        fields.out().endRows();
    }

    private void print(final DepthDecoder.LevelsDecoder level) throws IOException {
        fields.out().beginRow();
        fields.word("side", level.side()).price("price", level.price()).quantity("quantity", level.quantity());
        fields.out().endRow();
    }

    private void print(final ExecutionReportDecoder report) throws IOException {
        fields.orderId(report.orderId())
                .number("venueOrderId", report.venueOrderId())
                .number("tradeId", report.tradeId())
                .price("price", report.price())
                .quantity("quantity", report.quantity())
                .price("lastPrice", report.lastPrice())
                .quantity("lastQuantity", report.lastQuantity())
                .quantity("cumulativeQuantity", report.cumulativeQuantity())
                .money("fee", report.fee())
                .money("realizedProfit", report.realizedProfit())
                .word("side", report.side())
                .word("executionType", report.executionType())
                .word("status", report.status())
                .flag("maker", report.maker())
                .flag("reduceOnly", report.reduceOnly())
                .word("origin", report.origin())
                .word("cause", report.cause());
        if (report.otherFee() != ExecutionReportDecoder.otherFeeNullValue() && report.otherFee() != 0) {
            fields.money("otherFee", report.otherFee()).text("otherFeeAsset", report.otherFeeAsset());
        }
    }

    private void print(final OrderInDoubtDecoder order) throws IOException {
        fields.orderId(order.orderId())
                .price("price", order.price())
                .quantity("quantity", order.quantity())
                .word("side", order.side())
                .word("purpose", order.purpose())
                .flag("reduceOnly", order.reduceOnly())
                .number("causeSequence", order.causeSequence());
    }

    private void print(final DiskStateDecoder disk) throws IOException {
        fields.word("level", disk.level()).number("freeBytes", disk.freeBytes()).number("markBytes", disk.markBytes());
    }

    private void print(final ReconciledDecoder reconciled) throws IOException {
        fields.number("orders", reconciled.orders())
                .number("fills", reconciled.fills())
                .number("positions", reconciled.positions());
    }

    private void print(final OrderAnswerDecoder answer) throws IOException {
        fields.orderId(answer.orderId())
                .number("venueOrderId", answer.venueOrderId())
                .number("errorCode", answer.errorCode())
                .word("kind", answer.kind())
                .flag("unknownOutcome", answer.unknownOutcome());
        if (answer.replaced() == Flag.YES) {
            fields.flag("replaced", answer.replaced());
        }
        fields.text("message", answer.message());
    }

    private void print(final AlgoReportDecoder algo) throws IOException {
        fields.orderId(algo.orderId())
                .number("algoId", algo.algoId())
                .number("venueOrderId", algo.venueOrderId())
                .price("triggerPrice", algo.triggerPrice())
                .quantity("quantity", algo.quantity())
                .word("side", algo.side())
                .word("status", algo.status())
                .flag("reduceOnly", algo.reduceOnly())
                .word("origin", algo.origin());
    }

    private void print(final SendFailureDecoder failure) throws IOException {
        fields.orderId(failure.orderId())
                .word("reason", failure.reason())
                .word("kind", failure.kind())
                .flag("perhapsSent", failure.perhapsSent());
    }

    private void print(final BalanceDecoder balance) throws IOException {
        fields.money("walletBalance", balance.walletBalance())
                .word("origin", balance.origin())
                .text("asset", balance.asset());
    }

    private void print(final VenuePositionDecoder position) throws IOException {
        fields.quantity("quantity", position.quantity())
                .price("entryPrice", position.entryPrice())
                .word("origin", position.origin());
    }

    private void print(final BoundaryDecoder boundary) throws IOException {
        fields.time("boundaryTimeNs", boundary.boundaryTimeNs());
    }

    private void print(final ListeningDecoder listening) throws IOException {
        fields.word("state", listening.state());
    }

    private void print(final ConnectionDecoder connection) throws IOException {
        fields.word("channel", connection.channel())
                .word("state", connection.state())
                .word("venue", connection.venue());
    }

    private void print(final OperatorCommandDecoder command) throws IOException {
        fields.word("command", command.command()).word("origin", command.origin());
    }

    private void print(final ClockOffsetDecoder clockOffset) throws IOException {
        fields.number("offsetNs", clockOffset.offsetNs());
    }

    private void print(final GenerationStartedDecoder started) throws IOException {
        fields.number("previousEpoch", started.previousEpoch())
                .number("engineId", started.engineId())
                .number("previousSequence", started.previousSequence())
                .number("previousChain", started.previousChain())
                .number("schemaVersion", started.schemaVersion())
                .hex("configurationHash", started.configurationHash())
                .hex("buildHash", started.buildHash())
                .hex("strategiesHash", started.strategiesHash())
                .word("recovery", started.recovery())
                .flag("entriesHeld", started.entriesHeld());
    }

    private void print(final InstrumentDefinitionDecoder definition) throws IOException {
        fields.number("id", definition.header().instrument())
                .word("venue", definition.venue())
                .word("kind", definition.kind())
                .number("priceScale", definition.priceScale())
                .number("quantityScale", definition.quantityScale())
                .price("tickSize", definition.tickSize())
                .quantity("lotSize", definition.lotSize())
                .quantity("minQuantity", definition.minQuantity())
                .quantity("maxQuantity", definition.maxQuantity())
                .money("minNotional", definition.minNotional())
                .word("status", definition.status());
        if (definition.markPrices() != Flag.NULL_VAL) {
            fields.flag("markPrices", definition.markPrices())
                    .money("bandUp", definition.bandUp())
                    .money("bandDown", definition.bandDown());
        }
    }

    private void print(final RequestUseDecoder use) throws IOException {
        fields.number("usedWeight", use.usedWeight())
                .number("weightLimit", use.weightLimit())
                .time("blockedUntilNs", use.blockedUntilNs(), 0);
    }

    private void print(final EngineLagDecoder lag) throws IOException {
        fields.number("events", lag.events()).number("ringSize", lag.ringSize()).number("lagNs", lag.lagNs());
    }

    private void print(final AccountMarginDecoder margin) throws IOException {
        fields.money("marginBalance", margin.marginBalance())
                .money("maintenanceMargin", margin.maintenanceMargin())
                .money("initialMargin", margin.initialMargin());
    }

    private void print(final BalanceChangeDecoder change) throws IOException {
        fields.money("change", change.change())
                .word("reason", change.reason())
                .number("transactionId", change.transactionId())
                .text("asset", change.asset());
    }

    private void print(final LeverageDecoder leverage) throws IOException {
        fields.number("leverage", leverage.leverage())
                .flag("isolated", leverage.isolated())
                .number("wantedLeverage", leverage.wantedLeverage())
                .flag("wantedIsolated", leverage.wantedIsolated());
    }
}
