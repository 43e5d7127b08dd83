package io.ringfence.gateway.binance;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.AlgoReportDecoder;
import io.ringfence.journal.message.BalanceChangeDecoder;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.CandleDecoder;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.MarkPriceDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.TradeDecoder;
import io.ringfence.journal.message.VenuePositionDecoder;
import org.agrona.DirectBuffer;

/** Events as one line of text each, for tests to compare. */
final class Told {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final MarkPriceDecoder mark = new MarkPriceDecoder();
    private final CandleDecoder candle = new CandleDecoder();
    private final DepthDecoder depth = new DepthDecoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final BalanceDecoder balance = new BalanceDecoder();
    private final BalanceChangeDecoder change = new BalanceChangeDecoder();
    private final VenuePositionDecoder position = new VenuePositionDecoder();
    private final OrderAnswerDecoder answer = new OrderAnswerDecoder();

    static String of(final DirectBuffer event) {
        return new Told().text(event);
    }

    private String text(final DirectBuffer event) {
        return switch (EventLayout.templateId(event, 0)) {
            case TradeDecoder.TEMPLATE_ID -> trade(event);
            case QuoteDecoder.TEMPLATE_ID -> quote(event);
            case MarkPriceDecoder.TEMPLATE_ID -> mark(event);
            case CandleDecoder.TEMPLATE_ID -> candle(event);
            case DepthDecoder.TEMPLATE_ID -> depth(event);
            case ExecutionReportDecoder.TEMPLATE_ID -> report(event);
            case BalanceDecoder.TEMPLATE_ID -> balance(event);
            case BalanceChangeDecoder.TEMPLATE_ID -> change(event);
            case VenuePositionDecoder.TEMPLATE_ID -> position(event);
            case OrderAnswerDecoder.TEMPLATE_ID -> answer(event);
            case AlgoReportDecoder.TEMPLATE_ID -> algo(event);
            default -> throw new AssertionError("template " + EventLayout.templateId(event, 0));
        };
    }

    private String algo(final DirectBuffer event) {
        final AlgoReportDecoder algo = new AlgoReportDecoder().wrapAndApplyHeader(event, 0, header);
        return "algo" + whom(event) + " " + algo.orderId().engine() + "."
                + algo.orderId().epoch() + "."
                + algo.orderId().sequence() + "." + algo.orderId().index() + " algo=" + algo.algoId() + " order="
                + algo.venueOrderId() + " " + algo.status() + " " + algo.side() + " " + algo.quantity() + " at "
                + algo.triggerPrice() + " reduceOnly=" + algo.reduceOnly() + " origin=" + algo.origin();
    }

    private String trade(final DirectBuffer event) {
        trade.wrapAndApplyHeader(event, 0, header);
        return "trade" + whom(event) + " id=" + trade.tradeId() + " " + trade.takerSide() + " " + trade.quantity() + "@"
                + trade.price() + " of " + trade.firstTradeId() + ".." + trade.lastTradeId() + " aggregated="
                + trade.aggregated();
    }

    private String quote(final DirectBuffer event) {
        quote.wrapAndApplyHeader(event, 0, header);
        return "quote" + whom(event) + " id=" + quote.updateId() + " " + quote.bidQuantity() + "@" + quote.bidPrice()
                + " " + quote.askQuantity() + "@" + quote.askPrice() + " lowest=" + quote.lowestBid() + " highest="
                + quote.highestAsk() + " conflated=" + quote.conflated();
    }

    private String mark(final DirectBuffer event) {
        mark.wrapAndApplyHeader(event, 0, header);
        return "mark" + whom(event) + " " + mark.markPrice() + " index=" + orNull(mark.indexPrice()) + " "
                + mark.lowestMark() + ".." + mark.highestMark() + " funding=" + orNull(mark.fundingRate()) + " at="
                + orNull(mark.nextFundingTimeNs()) + " conflated=" + mark.conflated();
    }

    private String candle(final DirectBuffer event) {
        candle.wrapAndApplyHeader(event, 0, header);
        return "candle" + whom(event) + " " + candle.timeframeNs() + " from " + candle.openTimeNs() + " "
                + candle.open() + " " + candle.high() + " " + candle.low() + " " + candle.close() + " volume="
                + candle.volume() + " buys=" + candle.takerBuyVolume() + " trades=" + candle.tradeCount() + " closed="
                + candle.closed();
    }

    private String depth(final DirectBuffer event) {
        depth.wrapAndApplyHeader(event, 0, header);
        final StringBuilder text = new StringBuilder("depth" + whom(event) + " " + depth.kind() + " "
                + depth.firstUpdateId() + ".." + depth.lastUpdateId() + " part=" + depth.part() + " last="
                + depth.lastPart());
        for (final DepthDecoder.LevelsDecoder level : depth.levels()) {
            text.append(' ').append(level.side()).append(' ').append(level.quantity());
            text.append('@').append(level.price());
        }
        return text.toString();
    }

    private String report(final DirectBuffer event) {
        report.wrapAndApplyHeader(event, 0, header);
        return "report" + whom(event) + " " + id(report.orderId()) + " venue=" + report.venueOrderId() + " "
                + report.executionType() + "/" + report.status() + " " + report.side() + " " + report.quantity() + "@"
                + report.price() + " last=" + report.lastQuantity() + "@" + report.lastPrice() + " trade="
                + report.tradeId() + " filled=" + report.cumulativeQuantity() + " fee=" + report.fee() + " profit="
                + report.realizedProfit() + " maker=" + report.maker() + " reduceOnly=" + report.reduceOnly()
                + (report.origin() == ReportOrigin.STREAM ? "" : " origin=" + report.origin())
                + (report.cause() == FillCause.ORDER ? "" : " cause=" + report.cause())
                + (report.otherFee() == 0 ? "" : " otherFee=" + report.otherFee() + " " + report.otherFeeAsset());
    }

    private String balance(final DirectBuffer event) {
        balance.wrapAndApplyHeader(event, 0, header);
        return "balance" + whom(event) + " " + balance.walletBalance() + " " + balance.asset();
    }

    private String change(final DirectBuffer event) {
        change.wrapAndApplyHeader(event, 0, header);
        return "change" + whom(event) + " " + change.reason() + " " + change.change() + " " + change.asset();
    }

    private String position(final DirectBuffer event) {
        position.wrapAndApplyHeader(event, 0, header);
        return "position" + whom(event) + " " + position.quantity() + "@" + position.entryPrice();
    }

    private String answer(final DirectBuffer event) {
        answer.wrapAndApplyHeader(event, 0, header);
        return "answer" + whom(event) + " " + id(answer.orderId()) + " " + answer.kind() + " venue="
                + answer.venueOrderId() + " error=" + answer.errorCode() + " unknown=" + answer.unknownOutcome() + " '"
                + answer.message() + "'";
    }

    private static String whom(final DirectBuffer event) {
        return " of " + EventLayout.instrument(event, 0) + "/" + EventLayout.account(event, 0) + " at "
                + orNull(EventLayout.venueTimeNs(event, 0));
    }

    private static String id(final OrderIdDecoder id) {
        return id.engine() + "." + id.epoch() + "." + id.sequence() + "." + id.index();
    }

    private static String orNull(final long value) {
        return value == EventLayout.NO_TIME ? "-" : Long.toString(value);
    }
}
