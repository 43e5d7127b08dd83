package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.gateway.matching.Fill;
import io.ringfence.gateway.matching.MatchingModel;
import io.ringfence.gateway.matching.OrderRequest;
import io.ringfence.gateway.matching.Position;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;

/** Orders, fills and balances in spot's words. Stateless but for what it looks up in market and model. */
final class SpotTexts {
    private static final int NO_TRADE = -1;
    /** What Binance gives a discount for. */
    private static final String FEE_ASSET = "BNB";

    private final PlayedMarket market;
    private final MatchingModel model;

    SpotTexts(final PlayedMarket market, final MatchingModel model) {
        this.market = market;
        this.model = model;
    }

    private Instrument instrument(final SpotOrder order) {
        return market.symbol(order.instrument()).instrument();
    }

    static String base(final Instrument instrument) {
        final String symbol = instrument.symbol();
        return symbol.endsWith(TradingAccount.ASSET)
                ? symbol.substring(0, symbol.length() - TradingAccount.ASSET.length())
                : symbol;
    }

    /** What {@code order.place} answers with ACK. */
    ObjectNode placed(final SpotOrder order) {
        return Json.NODES
                .objectNode()
                .put("symbol", instrument(order).symbol())
                .put("orderId", order.orderId())
                .put("orderListId", -1)
                .put("clientOrderId", order.clientOrderId())
                .put("transactTime", order.updateTimeNs() / 1_000_000);
    }

    /** What {@code order.cancel} answers: the cancel has a name of its own. */
    ObjectNode canceled(final SpotOrder order, final String cancelId) {
        return putState(placed(order).put("clientOrderId", cancelId), order)
                .put("origClientOrderId", order.clientOrderId());
    }

    /** What a query answers. */
    ObjectNode queried(final SpotOrder order) {
        return putState(placed(order), order)
                .put(
                        "stopPrice",
                        Decimals.format(order.stopPrice(), instrument(order).priceScale()))
                .put("time", order.acceptedTimeNs() / 1_000_000)
                .put("updateTime", order.updateTimeNs() / 1_000_000)
                .put("isWorking", order.working() != null);
    }

    private ObjectNode putState(final ObjectNode body, final SpotOrder order) {
        final Instrument instrument = instrument(order);
        return body.put("price", Decimals.format(order.price(), instrument.priceScale()))
                .put("origQty", OrderTexts.quantity(order.quantity(), instrument))
                .put("executedQty", OrderTexts.quantity(order.filled(), instrument))
                .put("origQuoteOrderQty", "0.00000000")
                .put("cummulativeQuoteQty", OrderTexts.money(order.filledNotional()))
                .put("status", order.status())
                .put("timeInForce", order.timeInForce())
                .put("type", order.type())
                .put("side", order.side().name())
                .put("selfTradePreventionMode", selfTrade(order));
    }

    /** A row of {@code myTrades}. */
    ObjectNode trade(final SpotOrder order, final Fill fill) {
        final Instrument instrument = instrument(order);
        return Json.NODES
                .objectNode()
                .put("symbol", instrument.symbol())
                .put("id", fill.tradeId())
                .put("orderId", order.orderId())
                .put("orderListId", -1)
                .put("price", Decimals.format(fill.price(), instrument.priceScale()))
                .put("qty", OrderTexts.quantity(fill.quantity(), instrument))
                .put("quoteQty", OrderTexts.money(fill.notional()))
                .put("commission", fee(fill, instrument))
                .put("commissionAsset", feeAsset(fill, instrument))
                .put("time", fill.timeNs() / 1_000_000)
                .put("isBuyer", order.side() == Side.BUY)
                .put("isMaker", fill.maker())
                .put("isBestMatch", true);
    }

    private static String fee(final Fill fill, final Instrument instrument) {
        if (fill.otherFee() != 0) {
            return OrderTexts.money(fill.otherFee());
        }
        return fill.baseFee() == 0 ? OrderTexts.money(fill.fee()) : OrderTexts.quantity(fill.baseFee(), instrument);
    }

    private static String feeAsset(final Fill fill, final Instrument instrument) {
        if (fill.otherFee() != 0) {
            return FEE_ASSET;
        }
        return fill.baseFee() == 0 ? TradingAccount.ASSET : base(instrument);
    }

    /** Whoever pays fees in it has a thousand at first. */
    private static void putFeeAsset(
            final ArrayNode balances,
            final TradingAccount account,
            final String name,
            final String free,
            final String locked) {
        if (account.state().feeAssetPrice() > 0) {
            balances.addObject()
                    .put(name, FEE_ASSET)
                    .put(
                            free,
                            OrderTexts.money(1_000 * Money.ONE - account.state().paidInFeeAsset()))
                    .put(locked, OrderTexts.money(0));
        }
    }

    /**
     * {@code executionReport}.
     *
     * @param execution {@code x}: NEW, TRADE, CANCELED, EXPIRED
     * @param fill      null but for TRADE
     * @param cancelId  the cancel's own name; null but for CANCELED
     * @param id        {@code I}, never twice
     */
    ObjectNode report(
            final SpotOrder order, final String execution, final Fill fill, final String cancelId, final long id) {
        final Instrument instrument = instrument(order);
        final long timeMs = order.updateTimeNs() / 1_000_000;
        final ObjectNode event = Json.NODES
                .objectNode()
                .put("e", "executionReport")
                .put("E", timeMs)
                .put("s", instrument.symbol())
                .put("c", cancelId == null ? order.clientOrderId() : cancelId)
                .put("S", order.side().name())
                .put("o", order.type())
                .put("f", order.timeInForce())
                .put("q", OrderTexts.quantity(order.quantity(), instrument))
                .put("p", Decimals.format(order.price(), instrument.priceScale()))
                .put("P", Decimals.format(order.stopPrice(), instrument.priceScale()))
                .put("F", "0.00000000")
                .put("g", -1)
                .put("C", cancelId == null ? "" : order.clientOrderId())
                .put("x", execution)
                .put("X", order.status())
                .put("r", "NONE")
                .put("i", order.orderId())
                .put("l", OrderTexts.quantity(fill == null ? 0 : fill.quantity(), instrument))
                .put("z", OrderTexts.quantity(order.filled(), instrument))
                .put("L", Decimals.format(fill == null ? 0 : fill.price(), instrument.priceScale()))
                .put("n", fill == null ? "0" : fee(fill, instrument))
                .put("N", fill == null ? null : feeAsset(fill, instrument))
                .put("T", timeMs)
                .put("t", fill == null ? NO_TRADE : fill.tradeId())
                .put("I", id)
                .put("w", order.working() != null && order.isOpen())
                .put("m", fill != null && fill.maker())
                .put("M", fill != null)
                .put("O", order.acceptedTimeNs() / 1_000_000)
                .put("Z", OrderTexts.money(order.filledNotional()))
                .put("Y", OrderTexts.money(fill == null ? 0 : fill.notional()))
                .put("Q", "0.00000000");
        if (order.working() != null) {
            event.put("W", order.working().acceptedTimeNs() / 1_000_000);
        }
        return event.put("V", selfTrade(order));
    }

    /** A stop that waits has said nothing. */
    private static String selfTrade(final SpotOrder order) {
        return order.working() == null
                ? OrderRequest.STANDARD_SELF_TRADE
                : order.working().request().selfTrade();
    }

    /** {@code outboundAccountPosition} after a change in {@code instrument}. */
    ObjectNode changed(final TradingAccount account, final Instrument instrument, final long timeMs) {
        final ObjectNode event = Json.NODES
                .objectNode()
                .put("e", "outboundAccountPosition")
                .put("E", timeMs)
                .put("u", timeMs);
        final ArrayNode balances = event.putArray("B");
        put(balances.addObject(), account, instrument, "a", "f", "l");
        putQuote(balances.addObject(), account, "a", "f", "l");
        putFeeAsset(balances, account, "a", "f", "l");
        return event;
    }

    /** {@code account.status}. */
    ObjectNode account(final TradingAccount account) {
        final ObjectNode answer = Json.NODES
                .objectNode()
                .put("canTrade", true)
                .put("canWithdraw", false)
                .put("canDeposit", false)
                .put("updateTime", account.state().updateTimeNs() / 1_000_000)
                .put("accountType", "SPOT");
        final ArrayNode balances = answer.putArray("balances");
        for (final PlayedSymbol symbol : market.symbols(MarketKind.SPOT)) {
            put(balances.addObject(), account, symbol.instrument(), "asset", "free", "locked");
        }
        putQuote(balances.addObject(), account, "asset", "free", "locked");
        putFeeAsset(balances, account, "asset", "free", "locked");
        answer.putArray("permissions").add("SPOT");
        return answer;
    }

    private void put(
            final ObjectNode row,
            final TradingAccount account,
            final Instrument instrument,
            final String name,
            final String free,
            final String locked) {
        final Position position = account.state().position(instrument.id());
        final long held = position == null ? 0 : position.quantity();
        final long taken = model.lockedBase(account.id(), instrument.id());
        row.put(name, base(instrument))
                .put(free, OrderTexts.quantity(held - taken, instrument))
                .put(locked, OrderTexts.quantity(taken, instrument));
    }

    private void putQuote(
            final ObjectNode row,
            final TradingAccount account,
            final String name,
            final String free,
            final String locked) {
        row.put(name, TradingAccount.ASSET)
                .put(free, Decimals.format(model.availableBalance(account.id()), Money.SCALE))
                .put(locked, Decimals.format(model.openOrderMargin(account.id()), Money.SCALE));
    }
}
