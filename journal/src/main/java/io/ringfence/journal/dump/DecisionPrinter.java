package io.ringfence.journal.dump;

import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.message.AccountChangedDecoder;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.DisasterCancelledDecoder;
import io.ringfence.journal.message.DisasterChangedDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.ForeignPositionDecoder;
import io.ringfence.journal.message.GuardedDecoder;
import io.ringfence.journal.message.InstrumentRankedDecoder;
import io.ringfence.journal.message.KillSwitchChangedDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.NakedTimeDecoder;
import io.ringfence.journal.message.OrderCancelledDecoder;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderQueriedDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.ProfitStatedDecoder;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.message.SelfTradePrevention;
import io.ringfence.journal.message.SeriesChangedDecoder;
import io.ringfence.journal.message.SeriesValuesDecoder;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StateHashDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopDisarmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import io.ringfence.journal.message.StrategyFailedDecoder;
import io.ringfence.journal.message.TakeProfitDecoder;
import java.io.IOException;
import org.agrona.DirectBuffer;

/**
 * Prints decisions. Every record has {@code sequence} (of the event that caused it), {@code type}, {@code instrument},
 * {@code epoch}, {@code index} (its place within the event) and {@code stage}; prices and quantities are text with the
 * instrument's decimals, money with 8. Belongs to one thread.
 */
public final class DecisionPrinter {
    private final RecordFields fields;
    private final DecisionRecords records = new DecisionRecords();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PositionChangedDecoder positionChanged = new PositionChangedDecoder();
    private final BarClosedDecoder barClosed = new BarClosedDecoder();
    private final InstrumentRankedDecoder ranked = new InstrumentRankedDecoder();
    private final SeriesChangedDecoder series = new SeriesChangedDecoder();
    private final SeriesValuesDecoder values = new SeriesValuesDecoder();
    private final SignalDecoder signal = new SignalDecoder();
    private final StrategyFailedDecoder strategyFailed = new StrategyFailedDecoder();
    private final StopArmedDecoder stopArmed = new StopArmedDecoder();
    private final StopMovedDecoder stopMoved = new StopMovedDecoder();
    private final StopHitDecoder stopHit = new StopHitDecoder();
    private final StopDisarmedDecoder stopDisarmed = new StopDisarmedDecoder();
    private final TakeProfitDecoder takeProfit = new TakeProfitDecoder();
    private final OrderPlacedDecoder orderPlaced = new OrderPlacedDecoder();
    private final OrderCancelledDecoder orderCancelled = new OrderCancelledDecoder();
    private final GuardedDecoder guarded = new GuardedDecoder();
    private final OrderQueriedDecoder orderQueried = new OrderQueriedDecoder();
    private final OrderChangedDecoder orderChanged = new OrderChangedDecoder();
    private final RiskRejectDecoder riskReject = new RiskRejectDecoder();
    private final AlarmDecoder alarm = new AlarmDecoder();
    private final DisasterPlacedDecoder disasterPlaced = new DisasterPlacedDecoder();
    private final DisasterCancelledDecoder disasterCancelled = new DisasterCancelledDecoder();
    private final DisasterChangedDecoder disasterChanged = new DisasterChangedDecoder();
    private final NakedTimeDecoder nakedTime = new NakedTimeDecoder();
    private final AccountChangedDecoder accountChanged = new AccountChangedDecoder();
    private final KillSwitchChangedDecoder killSwitch = new KillSwitchChangedDecoder();
    private final ProfitStatedDecoder profit = new ProfitStatedDecoder();
    private final ForeignPositionDecoder foreignPosition = new ForeignPositionDecoder();
    private final StateHashDecoder stateHash = new StateHashDecoder();

    public DecisionPrinter(final RecordOutput out, final KnownInstruments instruments) {
        fields = new RecordFields(out, instruments);
    }

    /** Prints all decisions of one sequence: the payload of a decision log's record. Returns how many these are. */
    public int print(final DirectBuffer buffer, final int offset, final int lengthBytes) throws IOException {
        records.wrap(buffer, offset, lengthBytes);
        int count = 0;
        for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
            printRecord(buffer, at);
            count++;
        }
        return count;
    }

    private void printRecord(final DirectBuffer buffer, final int at) throws IOException {
        final int templateId = records.templateId(at);
        fields.begin(records.sequence(at), RecordTypes.name(templateId), records.instrument(at));
        fields.number("epoch", records.epoch(at))
                .number("index", records.index(at))
                .text("stage", RecordTypes.stage(records.index(at)));
        if (records.account(at) != 0) {
            fields.number("account", records.account(at));
        }
        printBody(buffer, at, templateId);
        fields.end();
    }

    private void printBody(final DirectBuffer buffer, final int at, final int templateId) throws IOException {
        switch (templateId) {
            case BarClosedDecoder.TEMPLATE_ID -> print(barClosed.wrapAndApplyHeader(buffer, at, header));
            case InstrumentRankedDecoder.TEMPLATE_ID -> print(ranked.wrapAndApplyHeader(buffer, at, header));
            case SeriesChangedDecoder.TEMPLATE_ID -> print(series.wrapAndApplyHeader(buffer, at, header));
            case SeriesValuesDecoder.TEMPLATE_ID -> print(values.wrapAndApplyHeader(buffer, at, header));
            case SignalDecoder.TEMPLATE_ID -> print(signal.wrapAndApplyHeader(buffer, at, header));
            case StrategyFailedDecoder.TEMPLATE_ID -> print(strategyFailed.wrapAndApplyHeader(buffer, at, header));
            case StopArmedDecoder.TEMPLATE_ID -> print(stopArmed.wrapAndApplyHeader(buffer, at, header));
            case StopMovedDecoder.TEMPLATE_ID -> print(stopMoved.wrapAndApplyHeader(buffer, at, header));
            case StopHitDecoder.TEMPLATE_ID -> print(stopHit.wrapAndApplyHeader(buffer, at, header));
            case StopDisarmedDecoder.TEMPLATE_ID -> print(stopDisarmed.wrapAndApplyHeader(buffer, at, header));
            case TakeProfitDecoder.TEMPLATE_ID -> print(takeProfit.wrapAndApplyHeader(buffer, at, header));
            default -> printOrderBody(buffer, at, templateId);
        }
    }

    private void printOrderBody(final DirectBuffer buffer, final int at, final int templateId) throws IOException {
        switch (templateId) {
            case PositionChangedDecoder.TEMPLATE_ID -> print(positionChanged.wrapAndApplyHeader(buffer, at, header));
            case OrderPlacedDecoder.TEMPLATE_ID -> print(orderPlaced.wrapAndApplyHeader(buffer, at, header));
            case OrderCancelledDecoder.TEMPLATE_ID -> print(orderCancelled.wrapAndApplyHeader(buffer, at, header));
            case GuardedDecoder.TEMPLATE_ID -> print(guarded.wrapAndApplyHeader(buffer, at, header));
            case OrderQueriedDecoder.TEMPLATE_ID -> print(orderQueried.wrapAndApplyHeader(buffer, at, header));
            case OrderChangedDecoder.TEMPLATE_ID -> print(orderChanged.wrapAndApplyHeader(buffer, at, header));
            case RiskRejectDecoder.TEMPLATE_ID -> print(riskReject.wrapAndApplyHeader(buffer, at, header));
            case AlarmDecoder.TEMPLATE_ID -> print(alarm.wrapAndApplyHeader(buffer, at, header));
            case StateHashDecoder.TEMPLATE_ID -> print(stateHash.wrapAndApplyHeader(buffer, at, header));
            default -> printDisasterBody(buffer, at, templateId);
        }
    }

    private void printDisasterBody(final DirectBuffer buffer, final int at, final int templateId) throws IOException {
        switch (templateId) {
            case DisasterPlacedDecoder.TEMPLATE_ID -> print(disasterPlaced.wrapAndApplyHeader(buffer, at, header));
            case DisasterCancelledDecoder.TEMPLATE_ID ->
                print(disasterCancelled.wrapAndApplyHeader(buffer, at, header));
            case DisasterChangedDecoder.TEMPLATE_ID -> print(disasterChanged.wrapAndApplyHeader(buffer, at, header));
            case NakedTimeDecoder.TEMPLATE_ID -> print(nakedTime.wrapAndApplyHeader(buffer, at, header));
            default -> printAccountBody(buffer, at, templateId);
        }
    }

    private void printAccountBody(final DirectBuffer buffer, final int at, final int templateId) throws IOException {
        switch (templateId) {
            case AccountChangedDecoder.TEMPLATE_ID -> print(accountChanged.wrapAndApplyHeader(buffer, at, header));
            case KillSwitchChangedDecoder.TEMPLATE_ID -> print(killSwitch.wrapAndApplyHeader(buffer, at, header));
            case ProfitStatedDecoder.TEMPLATE_ID -> print(profit.wrapAndApplyHeader(buffer, at, header));
            case ForeignPositionDecoder.TEMPLATE_ID -> print(foreignPosition.wrapAndApplyHeader(buffer, at, header));
            default -> fields.number("templateId", templateId);
        }
    }

    private void print(final DisasterPlacedDecoder order) throws IOException {
        fields.orderId(order.orderId())
                .price("triggerPrice", order.triggerPrice())
                .quantity("quantity", order.quantity())
                .price("stopPrice", order.stopPrice())
                .word("side", order.side())
                .flag("byMark", order.byMark());
        printReplaced(order.replaces());
    }

    /** Null before schema version 2; without epoch where nothing is replaced. */
    private void printReplaced(final OrderIdDecoder replaced) throws IOException {
        if (replaced != null && replaced.epoch() != 0) {
            fields.number("replacesEpoch", replaced.epoch())
                    .number("replacesSequence", replaced.sequence())
                    .number("replacesIndex", replaced.index());
        }
    }

    private void print(final NakedTimeDecoder naked) throws IOException {
        fields.number("durationNs", naked.durationNs()).quantity("quantity", naked.quantity());
    }

    private void print(final DisasterCancelledDecoder order) throws IOException {
        fields.orderId(order.orderId()).number("algoId", order.algoId()).number("attempt", order.attempt());
    }

    private void print(final DisasterChangedDecoder order) throws IOException {
        fields.orderId(order.orderId())
                .number("algoId", order.algoId())
                .number("errorCode", order.errorCode())
                .word("from", order.from())
                .word("to", order.to());
    }

    private void print(final AccountChangedDecoder account) throws IOException {
        fields.word("reason", account.reason())
                .money("wallet", account.wallet())
                .money("change", account.change())
                .money("funding", account.funding());
    }

    /** Bound and value are in the unit of their rule, so they stay bare. */
    private void print(final ProfitStatedDecoder profit) throws IOException {
        fields.number("strategy", profit.strategy())
                .money("realized", profit.realized())
                .money("unrealized", profit.unrealized())
                .money("day", profit.day())
                .money("peak", profit.peak())
                .money("drawdown", profit.drawdown())
                .money("deepest", profit.deepest());
    }

    private void print(final KillSwitchChangedDecoder change) throws IOException {
        fields.word("from", change.from())
                .word("to", change.to())
                .word("origin", change.origin())
                .word("rule", change.rule())
                .number("bound", change.bound())
                .number("value", change.value());
    }

    private void print(final ForeignPositionDecoder foreign) throws IOException {
        fields.word("cause", foreign.cause())
                .word("fillCause", foreign.fillCause())
                .word("handling", foreign.handling())
                .quantity("before", foreign.before())
                .quantity("after", foreign.after());
    }

    private void print(final PositionChangedDecoder position) throws IOException {
        fields.quantity("quantity", position.quantity())
                .price("entryPrice", position.entryPrice())
                .money("openCost", position.openCost())
                .money("realizedProfit", position.realizedProfit())
                .money("fees", position.fees())
                .price("fillPrice", position.fillPrice())
                .quantity("fillQuantity", position.fillQuantity())
                .money("accountRealized", position.accountRealized())
                .money("accountFees", position.accountFees());
        if (position.dust() != PositionChangedDecoder.dustNullValue() && position.dust() != 0) {
            fields.quantity("dust", position.dust()).money("dustCost", position.dustCost());
        }
        if (position.actingVersion() >= PositionChangedDecoder.fillNetSinceVersion()) {
            fields.quantity("quantityBefore", position.quantityBefore())
                    .quantity("fillNet", position.fillNet())
                    .money("fillProfit", position.fillProfit())
                    .money("fillFee", position.fillFee());
        }
    }

    private void print(final BarClosedDecoder bar) throws IOException {
        fields.number("timeframe", bar.timeframe())
                .number("timeframeNs", bar.timeframeNs())
                .time("openTimeNs", bar.openTimeNs())
                .price("open", bar.open())
                .price("high", bar.high())
                .price("low", bar.low())
                .price("close", bar.close())
                .quantity("volume", bar.volume())
                .number("tradeCount", bar.tradeCount())
                .real("emaFast", bar.emaFast())
                .real("emaSlow", bar.emaSlow())
                .real("atr", bar.atr())
                .real("rsi", bar.rsi())
                .flag("gapped", bar.gapped());
        if (bar.takerBuyVolume() != BarClosedDecoder.takerBuyVolumeNullValue()) {
            fields.quantity("takerBuyVolume", bar.takerBuyVolume());
        }
    }

    private void print(final InstrumentRankedDecoder ranked) throws IOException {
        fields.number("rank", ranked.rank())
                .flag("selected", ranked.selected())
                .real("score", ranked.score())
                .real("volume", ranked.volume())
                .real("volatility", ranked.volatility())
                .real("spread", ranked.spread())
                .real("trend", ranked.trend())
                .real("momentum", ranked.momentum())
                .real("correlation", ranked.correlation())
                .real("signal", ranked.signal());
    }

    private void print(final SeriesChangedDecoder series) throws IOException {
        fields.number("timeframe", series.timeframe())
                .number("timeframeNs", series.timeframeNs())
                .time("knownUntilNs", series.knownUntilNs())
                .number("candles", series.candles())
                .word("state", series.state());
    }

    private void print(final SeriesValuesDecoder values) throws IOException {
        fields.number("timeframe", values.timeframe())
                .number("timeframeNs", values.timeframeNs())
                .time("openTimeNs", values.openTimeNs())
                .price("close", values.close())
                .quantity("volume", values.volume())
                .real("emaFast", values.emaFast())
                .real("emaSlow", values.emaSlow())
                .real("atr", values.atr())
                .real("rsi", values.rsi());
    }

    private void print(final SignalDecoder signal) throws IOException {
        fields.number("strategy", signal.strategy())
                .number("target", signal.target())
                .word("reason", signal.reason())
                .real("strength", signal.strength())
                .real("emaFast", signal.emaFast())
                .real("emaSlow", signal.emaSlow())
                .real("rsi", signal.rsi())
                .real("atr", signal.atr())
                .price("referencePrice", signal.referencePrice());
        if (signal.actingVersion() >= SignalDecoder.timeframeNsSinceVersion()) {
            printSeen(signal);
        }
    }

    private void printSeen(final SignalDecoder signal) throws IOException {
        fields.number("timeframeNs", signal.timeframeNs());
        fields.out().beginRows("seen");
        for (final SignalDecoder.SeenDecoder seen : signal.seen()) {
            fields.out().beginRow();
            fields.real("value", seen.value()).flag("isPrice", seen.isPrice()).text("name", seen.name());
            fields.out().endRow();
        }
        fields.out().endRows();
        final String reason = signal.reasonName();
        fields.text("reasonName", reason).text("strategyName", signal.strategyName());
    }

    private void print(final StrategyFailedDecoder failed) throws IOException {
        fields.number("strategy", failed.strategy());
        final String error = failed.error();
        fields.text("error", error).text("strategyName", failed.strategyName());
    }

    private void print(final StopArmedDecoder stop) throws IOException {
        fields.word("side", stop.side())
                .word("reason", stop.reason())
                .quantity("quantity", stop.quantity())
                .price("stopPrice", stop.stopPrice())
                .price("entryPrice", stop.entryPrice());
    }

    private void print(final StopMovedDecoder stop) throws IOException {
        fields.word("side", stop.side())
                .word("reason", stop.reason())
                .quantity("quantity", stop.quantity())
                .price("stopPrice", stop.stopPrice())
                .price("previousPrice", stop.previousPrice())
                .price("bestPrice", stop.bestPrice());
    }

    private void print(final StopHitDecoder stop) throws IOException {
        fields.word("side", stop.side())
                .word("reason", stop.reason())
                .quantity("quantity", stop.quantity())
                .price("stopPrice", stop.stopPrice())
                .price("triggerPrice", stop.triggerPrice())
                .price("slip", stop.slip());
    }

    private void print(final TakeProfitDecoder exit) throws IOException {
        fields.number("level", exit.level())
                .word("side", exit.side())
                .word("reason", exit.reason())
                .quantity("quantity", exit.quantity())
                .price("price", exit.price());
    }

    private void print(final StopDisarmedDecoder stop) throws IOException {
        fields.word("reason", stop.reason());
    }

    private void print(final OrderPlacedDecoder order) throws IOException {
        fields.orderId(order.orderId())
                .price("price", order.price())
                .quantity("quantity", order.quantity())
                .price("referencePrice", order.referencePrice())
                .money("notional", order.notional())
                .number("causeSequence", order.causeSequence())
                .number("causeIndex", order.causeIndex())
                .word("side", order.side())
                .word("orderType", order.type())
                .word("timeInForce", order.timeInForce())
                .word("purpose", order.purpose())
                .flag("reduceOnly", order.reduceOnly());
        if (order.strategy() > 0) {
            fields.number("strategy", order.strategy());
        }
        if (isSaid(order.selfTradePrevention())) {
            fields.word("selfTradePrevention", order.selfTradePrevention());
        }
        printReplaced(order.replaces());
    }

    private static boolean isSaid(final SelfTradePrevention prevention) {
        return prevention != SelfTradePrevention.NULL_VAL && prevention != SelfTradePrevention.SBE_UNKNOWN;
    }

    private void print(final OrderCancelledDecoder order) throws IOException {
        fields.orderId(order.orderId()).number("venueOrderId", order.venueOrderId());
    }

    private void print(final GuardedDecoder guarded) throws IOException {
        fields.number("positions", guarded.positions()).number("afterNs", guarded.afterNs());
    }

    private void print(final OrderQueriedDecoder order) throws IOException {
        fields.orderId(order.orderId())
                .number("venueOrderId", order.venueOrderId())
                .number("attempt", order.attempt());
    }

    private void print(final OrderChangedDecoder order) throws IOException {
        fields.orderId(order.orderId())
                .number("venueOrderId", order.venueOrderId())
                .quantity("filledQuantity", order.filledQuantity())
                .number("errorCode", order.errorCode())
                .word("from", order.from())
                .word("to", order.to());
    }

    /** Bound and value are in the unit of their rule, so they stay bare. */
    private void print(final RiskRejectDecoder reject) throws IOException {
        fields.word("rule", reject.rule())
                .word("side", reject.side())
                .word("purpose", reject.purpose())
                .number("bound", reject.bound())
                .number("value", reject.value())
                .quantity("quantity", reject.quantity());
    }

    /** Expected and actual are in the unit of their kind, so they stay bare. */
    private void print(final AlarmDecoder alarm) throws IOException {
        fields.word("kind", alarm.kind())
                .orderId(alarm.orderId())
                .number("expected", alarm.expected())
                .number("actual", alarm.actual());
    }

    private void print(final StateHashDecoder state) throws IOException {
        fields.number("decisions", state.decisions()).hex("hash", state.hash());
    }
}
