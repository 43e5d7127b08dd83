package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.gateway.matching.Fill;
import io.ringfence.gateway.matching.Order;
import io.ringfence.gateway.matching.OrderRequest;
import io.ringfence.gateway.matching.Position;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Orders, fills and positions in the venue's words. Stateless but for the market it looks symbols up in. */
final class OrderTexts {
    /** The venue prints averages with more decimals than the tick has. */
    private static final int MORE_DECIMALS = 4;

    private final PlayedMarket market;

    OrderTexts(final PlayedMarket market) {
        this.market = market;
    }

    Instrument instrument(final OrderRequest request) {
        return market.symbol(request.instrument()).instrument();
    }

    /** What {@code order.place} and {@code order.cancel} answer; without averages and sums since 2026-07. */
    ObjectNode placed(final Order order) {
        final OrderRequest request = order.request();
        final Instrument instrument = instrument(request);
        final String filled = Decimals.format(order.filledQuantity(), instrument.quantityScale());
        return Json.NODES
                .objectNode()
                .put("orderId", order.orderId())
                .put("symbol", instrument.symbol())
                .put("status", order.status().name())
                .put("clientOrderId", request.clientOrderId())
                .put("price", price(request, instrument))
                .put("origQty", quantity(request.quantity(), instrument))
                .put("executedQty", filled)
                .put("cumQty", filled)
                .put("timeInForce", request.timeInForce().name())
                .put("type", request.type().name())
                .put("reduceOnly", request.reduceOnly())
                .put("closePosition", false)
                .put("side", request.side().name())
                .put("positionSide", "BOTH")
                .put("stopPrice", "0")
                .put("workingType", "CONTRACT_PRICE")
                .put("priceProtect", false)
                .put("origType", request.type().name())
                .put("priceMatch", "NONE")
                .put("selfTradePreventionMode", request.selfTrade())
                .put("goodTillDate", 0)
                .put("updateTime", order.updateTimeNs() / 1_000_000);
    }

    /** What a query of an order answers. */
    ObjectNode queried(final Order order) {
        final Instrument instrument = instrument(order.request());
        return placed(order)
                .put("avgPrice", averagePrice(order, instrument))
                .put("cumQuote", money(order.filledNotional()))
                .put("time", order.acceptedTimeNs() / 1_000_000);
    }

    /** A row of {@code userTrades}; like in reports, a positive commission is a cost. */
    ObjectNode userTrade(final Order order, final Fill fill) {
        final Instrument instrument = instrument(order.request());
        final boolean buyer = order.request().side() == Side.BUY;
        return Json.NODES
                .objectNode()
                .put("symbol", instrument.symbol())
                .put("id", fill.tradeId())
                .put("orderId", order.orderId())
                .put("side", order.request().side().name())
                .put("price", Decimals.format(fill.price(), instrument.priceScale()))
                .put("qty", quantity(fill.quantity(), instrument))
                .put("realizedPnl", money(fill.realizedProfit()))
                .put("quoteQty", money(fill.notional()))
                .put("commission", money(fill.fee()))
                .put("commissionAsset", TradingAccount.ASSET)
                .put("time", fill.timeNs() / 1_000_000)
                .put("positionSide", "BOTH")
                .put("buyer", buyer)
                .put("maker", fill.maker());
    }

    /**
     * {@code ORDER_TRADE_UPDATE}.
     *
     * @param execution {@code x}: NEW, TRADE, CANCELED, EXPIRED
     * @param fill      null but for TRADE
     */
    ObjectNode report(final Order order, final String execution, final Fill fill) {
        final long timeMs = order.updateTimeNs() / 1_000_000;
        final ObjectNode event = Json.NODES
                .objectNode()
                .put("e", "ORDER_TRADE_UPDATE")
                .put("T", timeMs)
                .put("E", timeMs);
        final ObjectNode body = event.putObject("o");
        putOrder(body, order, execution);
        putFill(body, order, fill);
        putRest(body, order);
        return event;
    }

    private void putOrder(final ObjectNode body, final Order order, final String execution) {
        final OrderRequest request = order.request();
        final Instrument instrument = instrument(request);
        body.put("s", instrument.symbol())
                .put("c", request.clientOrderId())
                .put("S", request.side().name())
                .put("o", request.type().name())
                .put("f", request.timeInForce().name())
                .put("q", quantity(request.quantity(), instrument))
                .put("p", price(request, instrument))
                .put("ap", averagePrice(order, instrument))
                .put("sp", "0")
                .put("x", execution)
                .put("X", order.status().name())
                .put("i", order.orderId());
    }

    private void putFill(final ObjectNode body, final Order order, final Fill fill) {
        final Instrument instrument = instrument(order.request());
        body.put("l", quantity(fill == null ? 0 : fill.quantity(), instrument))
                .put("z", quantity(order.filledQuantity(), instrument))
                .put("L", fill == null ? "0" : Decimals.format(fill.price(), instrument.priceScale()))
                .put("n", fill == null ? "0" : money(fill.fee()))
                .put("N", TradingAccount.ASSET)
                .put("T", order.updateTimeNs() / 1_000_000)
                .put("t", fill == null ? 0 : fill.tradeId())
                .put("b", "0")
                .put("a", "0")
                .put("m", fill != null && fill.maker())
                .put("rp", fill == null ? "0" : money(fill.realizedProfit()));
    }

    private static void putRest(final ObjectNode body, final Order order) {
        body.put("R", order.request().reduceOnly())
                .put("wt", "CONTRACT_PRICE")
                .put("ot", order.request().type().name())
                .put("ps", "BOTH")
                .put("cp", false)
                .put("pP", false)
                .put("si", 0)
                .put("ss", 0)
                .put("V", order.request().selfTrade())
                .put("pm", "NONE")
                .put("gtd", 0)
                .put("er", Integer.toString(order.expiryReason().code()));
    }

    /** {@code ACCOUNT_UPDATE} after a fill in {@code position}. */
    ObjectNode accountUpdate(
            final long walletBalance,
            final Position position,
            final boolean isolated,
            final long markPrice,
            final long timeMs) {
        final ObjectNode event = Json.NODES
                .objectNode()
                .put("e", "ACCOUNT_UPDATE")
                .put("T", timeMs)
                .put("E", timeMs);
        final ObjectNode body = event.putObject("a").put("m", "ORDER");
        body.putArray("B")
                .addObject()
                .put("a", TradingAccount.ASSET)
                .put("wb", money(walletBalance))
                .put("cw", money(walletBalance))
                .put("bc", "0");
        body.putArray("P")
                .addObject()
                .put("s", position.instrument().symbol())
                .put("pa", quantity(position.quantity(), position.instrument()))
                .put("ep", entryPrice(position))
                .put("bep", entryPrice(position))
                .put("cr", money(position.realizedProfit()))
                .put("up", money(position.unrealizedProfit(markPrice)))
                .put("mt", isolated ? "isolated" : "cross")
                .put("iw", "0")
                .put("ps", "BOTH");
        return event;
    }

    /** {@code ACCOUNT_UPDATE} without a fill; of funding on cross margin the venue tells the balance alone. */
    ObjectNode charged(final long walletBalance, final long change, final BalanceReason reason, final long timeMs) {
        final ObjectNode event = Json.NODES
                .objectNode()
                .put("e", "ACCOUNT_UPDATE")
                .put("T", timeMs)
                .put("E", timeMs);
        final ObjectNode body =
                event.putObject("a").put("m", reason == BalanceReason.FUNDING ? "FUNDING_FEE" : "INSURANCE_CLEAR");
        body.putArray("B")
                .addObject()
                .put("a", TradingAccount.ASSET)
                .put("wb", money(walletBalance))
                .put("cw", money(walletBalance))
                .put("bc", money(change));
        body.putArray("P");
        return event;
    }

    static String entryPrice(final Position position) {
        final Instrument instrument = position.instrument();
        return average(position.entryNotional(), Math.abs(position.quantity()), instrument);
    }

    static String money(final long units) {
        return Decimals.format(units, Money.SCALE);
    }

    static String quantity(final long units, final Instrument instrument) {
        return Decimals.format(units, instrument.quantityScale());
    }

    private static String price(final OrderRequest request, final Instrument instrument) {
        return request.price() == 0 ? "0" : Decimals.format(request.price(), instrument.priceScale());
    }

    private static String averagePrice(final Order order, final Instrument instrument) {
        return average(order.filledNotional(), order.filledQuantity(), instrument);
    }

    private static String average(final long notional, final long quantity, final Instrument instrument) {
        if (quantity == 0) {
            return "0";
        }
        final BigDecimal units = BigDecimal.valueOf(quantity, instrument.quantityScale());
        return BigDecimal.valueOf(notional, Money.SCALE)
                .divide(units, instrument.priceScale() + MORE_DECIMALS, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
