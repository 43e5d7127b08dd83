package io.ringfence.engine.history;

import io.ringfence.journal.dump.RecordTypes;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.AlgoReportDecoder;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.DisasterCancelledDecoder;
import io.ringfence.journal.message.DisasterChangedDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.ForeignPositionDecoder;
import io.ringfence.journal.message.KillSwitchChangedDecoder;
import io.ringfence.journal.message.OperatorCommandDecoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderCancelledDecoder;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderInDoubtDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderQueriedDecoder;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.SignalReason;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import io.ringfence.journal.message.StopReason;
import io.ringfence.journal.message.TakeProfitDecoder;
import io.ringfence.journal.message.TradeDecoder;
import java.util.Locale;

/** Says in words what a record of one instrument says in fields. */
public final class RecordText {
    private static final String LONG = "long";
    private static final String SHORT = "short";

    private final Units units;

    public RecordText(final Units units) {
        this.units = units;
    }

    /** The event at which something was decided. */
    String cause(final Noted event) {
        return switch (event.templateId()) {
            case TradeDecoder.TEMPLATE_ID -> {
                final TradeDecoder trade = event.as(new TradeDecoder());
                yield "market trade: " + units.quantity(trade.quantity()) + " at " + units.price(trade.price());
            }
            case QuoteDecoder.TEMPLATE_ID -> quote(event.as(new QuoteDecoder()));
            case OperatorCommandDecoder.TEMPLATE_ID -> command(event);
            default -> RecordTypes.name(event.templateId());
        };
    }

    private String quote(final QuoteDecoder quote) {
        final String conflated = quote.conflated() == 0
                ? ""
                : "; replaces " + quote.conflated() + " more, lowest bid " + units.price(quote.lowestBid())
                        + ", highest ask " + units.price(quote.highestAsk());
        return "quote: bid " + units.price(quote.bidPrice()) + ", ask " + units.price(quote.askPrice()) + conflated;
    }

    String command(final Noted event) {
        return "operator's command: "
                + word(event.as(new OperatorCommandDecoder()).command());
    }

    /** @param before whether another one followed */
    public String bar(final Noted record, final boolean before) {
        final BarClosedDecoder bar = record.as(new BarClosedDecoder());
        return Units.timeframe(bar.timeframeNs()) + (before ? " bar before: close " : " bar closed: close ")
                + units.price(bar.close()) + ", " + averages(bar.emaFast(), bar.emaSlow()) + ", RSI "
                + Units.ratio(bar.rsi()) + ", ATR " + units.average(bar.atr())
                + (bar.gapped() == Flag.YES ? ", GAPPED" : "");
    }

    private String averages(final double fast, final double slow) {
        if (Double.isNaN(fast) || Double.isNaN(slow)) {
            return "EMAs not ready";
        }
        return "fast EMA " + units.average(fast) + (fast > slow ? " above" : fast < slow ? " below" : " beside")
                + " slow EMA " + units.average(slow);
    }

    public String signal(final Noted record) {
        final SignalDecoder signal = record.as(new SignalDecoder());
        final String target = signal.target() > 0 ? LONG : signal.target() < 0 ? SHORT : "flat";
        return "signal: be " + target + ", since " + reason(signal) + " (strength " + Units.ratio(signal.strength())
                + (signal.reason() == SignalReason.NAMED ? "" : " ATR") + ", price "
                + units.price(signal.referencePrice()) + seen(signal) + ")";
    }

    /** What the strategy looked at; nothing in records that don't hold it. */
    private String seen(final SignalDecoder signal) {
        final StringBuilder seen = new StringBuilder();
        for (final SignalDecoder.SeenDecoder one : signal.sbeRewind().seen()) {
            final double value = one.value();
            final boolean price = one.isPrice() == Flag.YES;
            seen.append(", ").append(one.name()).append(' ');
            seen.append(Double.isNaN(value) ? "not ready" : price ? units.average(value) : Units.ratio(value));
        }
        return seen.toString();
    }

    static String reason(final SignalDecoder signal) {
        return switch (signal.reason()) {
            case CROSS_UP -> "the fast EMA crossed above the slow one";
            case CROSS_DOWN -> "the fast EMA crossed below the slow one";
            case NAMED -> named(signal);
            default -> word(signal.reason());
        };
    }

    /** The strategy's own reason. */
    private static String named(final SignalDecoder signal) {
        skipSeen(signal.sbeRewind());
        final String reason = signal.reasonName();
        return signal.strategyName() + " says " + reason;
    }

    /** Of whom it is; older records number it. */
    static String strategyName(final SignalDecoder signal) {
        skipSeen(signal.sbeRewind());
        signal.skipReasonName();
        final String name = signal.strategyName();
        return name.isEmpty() ? String.valueOf(signal.strategy()) : name;
    }

    /** {@code CROSS_UP}, {@code ema-cross cross-up}: in a word or two. */
    static String shortReason(final SignalDecoder signal) {
        if (signal.reason() != SignalReason.NAMED) {
            return word(signal.reason());
        }
        skipSeen(signal.sbeRewind());
        final String reason = signal.reasonName();
        return signal.strategyName() + " " + reason;
    }

    /** What follows can be read only behind it. */
    private static void skipSeen(final SignalDecoder signal) {
        for (final SignalDecoder.SeenDecoder one : signal.seen()) {
            one.skipName();
        }
    }

    /** What kind of stop it was, as far as the record says. */
    static String reason(final StopHitDecoder hit) {
        return switch (hit.reason()) {
            case HIT, NULL_VAL -> "stop";
            default -> word(hit.reason()) + " stop";
        };
    }

    String hit(final Noted record) {
        if (record.templateId() == TakeProfitDecoder.TEMPLATE_ID) {
            final TakeProfitDecoder taken = record.as(new TakeProfitDecoder());
            return "level " + taken.level() + " of the take-profit was reached by " + units.price(taken.price())
                    + ": a portion of " + units.quantity(taken.quantity()) + " is to be closed";
        }
        final StopHitDecoder hit = record.as(new StopHitDecoder());
        return reason(hit) + " " + units.price(hit.stopPrice()) + " hit by " + units.price(hit.triggerPrice()) + ", "
                + (hit.slip() == 0 ? "exactly" : units.price(hit.slip()) + " beyond");
    }

    /** What the engine decided for itself, and which closes positions. */
    String reason(final Noted record) {
        return switch (record.templateId()) {
            case KillSwitchChangedDecoder.TEMPLATE_ID -> killSwitch(record.as(new KillSwitchChangedDecoder()));
            case DisasterChangedDecoder.TEMPLATE_ID -> {
                final DisasterChangedDecoder fired = record.as(new DisasterChangedDecoder());
                yield "the stop at the venue fired, " + OrderKey.of(fired.orderId());
            }
            case ForeignPositionDecoder.TEMPLATE_ID -> {
                final ForeignPositionDecoder foreign = record.as(new ForeignPositionDecoder());
                yield "others changed the position from " + units.quantity(foreign.before()) + " to "
                        + units.quantity(foreign.after()) + " (foreign positions: " + word(foreign.handling()) + ")";
            }
            default -> "the position went without stop or price for too long (" + venue(record) + ")";
        };
    }

    private static String killSwitch(final KillSwitchChangedDecoder kill) {
        return "the kill switch went from " + word(kill.from()) + " to " + word(kill.to()) + ", thrown by "
                + switch (kill.origin()) {
                    case LIMIT -> "the limit " + word(kill.rule()) + ", " + kill.value() + " against " + kill.bound();
                    case FILE -> "the file 'kill'";
                    case SIGNAL -> "SIGUSR1";
                    default -> "an operator";
                };
    }

    /** A stop at the venue, as it was placed. */
    String disaster(final Noted record) {
        final DisasterPlacedDecoder order = record.as(new DisasterPlacedDecoder());
        return "stop at the venue: " + order.side() + " " + units.quantity(order.quantity()) + " when the "
                + (order.byMark() == Flag.YES ? "mark price" : "last price") + " comes to "
                + units.price(order.triggerPrice()) + ", behind the engine's stop " + units.price(order.stopPrice());
    }

    private static String disasterChanged(final DisasterChangedDecoder change) {
        return "stop at the venue " + word(change.from()) + " -> " + word(change.to())
                + (change.errorCode() == 0 ? "" : ", code " + change.errorCode());
    }

    private String algo(final AlgoReportDecoder algo) {
        return "the venue tells of it"
                + (algo.origin() == ReportOrigin.STREAM || algo.origin() == ReportOrigin.NULL_VAL
                        ? ""
                        : " (" + word(algo.origin()) + ")")
                + ": " + word(algo.status()) + ", trigger " + units.price(algo.triggerPrice());
    }

    private String report(final ExecutionReportDecoder report) {
        final String origin = report.origin() == ReportOrigin.QUERY
                ? " (asked for)"
                : report.origin() == ReportOrigin.HISTORY ? " (from the account's history)" : "";
        if (report.tradeId() == 0) {
            return "report" + origin + ": " + word(report.executionType()) + ", filled "
                    + units.quantity(report.cumulativeQuantity());
        }
        return "fill" + origin + ": " + units.quantity(report.lastQuantity()) + " at "
                + units.price(report.lastPrice()) + ", fee " + fee(report)
                + (report.maker() == Flag.YES ? ", maker" : ", taker") + ", trade " + report.tradeId();
    }

    private static String fee(final ExecutionReportDecoder report) {
        return CountedFill.hasOtherFee(report)
                ? Units.money(report.otherFee()) + " " + report.otherFeeAsset()
                : Units.money(report.fee());
    }

    String stop(final Noted record) {
        if (record.templateId() == StopArmedDecoder.TEMPLATE_ID) {
            final StopArmedDecoder armed = record.as(new StopArmedDecoder());
            return "stop armed at " + units.price(armed.stopPrice()) + " for a " + side(armed.side()) + " of "
                    + units.quantity(armed.quantity()) + " entered at " + units.price(armed.entryPrice());
        }
        final StopMovedDecoder moved = record.as(new StopMovedDecoder());
        return "stop moved from " + units.price(moved.previousPrice()) + " to " + units.price(moved.stopPrice())
                + (moved.reason() == StopReason.TRAIL
                        ? ", trailing the best price " + units.price(moved.bestPrice())
                        : ", " + word(moved.reason()));
    }

    static String side(final Side side) {
        return side == Side.BUY ? LONG : SHORT;
    }

    String refusal(final Noted record) {
        final RiskRejectDecoder refusal = record.as(new RiskRejectDecoder());
        return "refused for now: " + word(refusal.rule()) + measured(refusal);
    }

    /** Value and bound in the unit of the rule; nothing for a rule that measures nothing. */
    private String measured(final RiskRejectDecoder refusal) {
        return switch (refusal.rule()) {
            case STALE_DATA ->
                refusal.value() == Long.MAX_VALUE
                        ? ", no quote yet"
                        : ", last quote " + Units.span(refusal.value()) + " old, limit " + Units.span(refusal.bound());
            case IN_FLIGHT -> ", " + refusal.value() + " orders, limit " + refusal.bound();
            case PRICE_BAND ->
                ", " + units.price(refusal.value()) + " from the last trade, limit " + units.price(refusal.bound());
            case QUANTITY -> ", " + units.quantity(refusal.value()) + ", bound " + units.quantity(refusal.bound());
            case MIN_NOTIONAL, MAX_ORDER_NOTIONAL, MAX_POSITION_NOTIONAL, BALANCE ->
                ", " + Units.money(refusal.value()) + ", bound " + Units.money(refusal.bound());
            default -> "";
        };
    }

    String placed(final Noted record) {
        final OrderPlacedDecoder order = record.as(new OrderPlacedDecoder());
        return order.side() + " " + units.quantity(order.quantity()) + " " + kind(order)
                + (order.reduceOnly() == Flag.YES ? ", reduce-only" : "") + "; reference price "
                + units.price(order.referencePrice()) + ", worth " + Units.money(order.notional())
                + (order.strategy() > 0 ? ", for strategy " + order.strategy() : "");
    }

    private String kind(final OrderPlacedDecoder order) {
        return order.type() == OrderType.MARKET
                ? "at market"
                : "at " + units.price(order.price()) + " or better (" + order.timeInForce() + ")";
    }

    /** Whatever came back for an order, or followed from it. */
    String venue(final Noted record) {
        return switch (record.templateId()) {
            case OrderAnswerDecoder.TEMPLATE_ID -> answer(record.as(new OrderAnswerDecoder()));
            case SendFailureDecoder.TEMPLATE_ID -> failure(record.as(new SendFailureDecoder()));
            case OrderInDoubtDecoder.TEMPLATE_ID -> "in doubt after a restart: perhaps sent, no answer known";
            case OrderChangedDecoder.TEMPLATE_ID -> changed(record.as(new OrderChangedDecoder()));
            case OrderCancelledDecoder.TEMPLATE_ID -> "cancel asked for";
            case OrderQueriedDecoder.TEMPLATE_ID ->
                "asked the venue for it by its id, attempt "
                        + record.as(new OrderQueriedDecoder()).attempt();
            case AlarmDecoder.TEMPLATE_ID -> alarm(record.as(new AlarmDecoder()));
            case PositionChangedDecoder.TEMPLATE_ID -> position(record.as(new PositionChangedDecoder()));
            case StopArmedDecoder.TEMPLATE_ID -> stop(record);
            case StopHitDecoder.TEMPLATE_ID -> hit(record);
            case ExecutionReportDecoder.TEMPLATE_ID -> report(record.as(new ExecutionReportDecoder()));
            case AlgoReportDecoder.TEMPLATE_ID -> algo(record.as(new AlgoReportDecoder()));
            case DisasterChangedDecoder.TEMPLATE_ID -> disasterChanged(record.as(new DisasterChangedDecoder()));
            case DisasterCancelledDecoder.TEMPLATE_ID ->
                "cancel of the stop at the venue asked for, attempt "
                        + record.as(new DisasterCancelledDecoder()).attempt();
            default -> RecordTypes.name(record.templateId());
        };
    }

    private static String answer(final OrderAnswerDecoder answer) {
        final String what = word(answer.kind());
        final long venueOrder = answer.venueOrderId();
        final int code = answer.errorCode();
        if (answer.unknownOutcome() == Flag.YES) {
            return "answer to " + what + ": outcome unknown, code " + code + " " + answer.message();
        }
        return code == 0
                ? "answer to " + what + ": accepted" + (venueOrder == 0 ? "" : ", the venue's order " + venueOrder)
                : "answer to " + what + ": refused, code " + code + " " + answer.message();
    }

    private static String failure(final SendFailureDecoder failure) {
        return word(failure.kind())
                + (failure.perhapsSent() == Flag.YES ? " perhaps sent, perhaps not: " : " not sent: ")
                + word(failure.reason());
    }

    private String changed(final OrderChangedDecoder change) {
        return "order " + word(change.from()) + " -> " + word(change.to())
                + (change.errorCode() == 0 ? "" : ", code " + change.errorCode());
    }

    private static String alarm(final AlarmDecoder alarm) {
        return "ALARM " + word(alarm.kind()) + ", expected " + alarm.expected() + ", actual " + alarm.actual();
    }

    private String position(final PositionChangedDecoder position) {
        final long dust = CountedFill.dust(position);
        return position.quantity() == 0
                ? "position flat" + (dust == 0 ? "" : ", " + units.quantity(dust) + " left that are too little to sell")
                : "position " + units.quantity(position.quantity()) + " at " + units.price(position.entryPrice());
    }

    static String word(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
