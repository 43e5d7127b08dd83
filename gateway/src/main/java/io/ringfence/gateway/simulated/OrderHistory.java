package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ringfence.gateway.matching.Fill;
import io.ringfence.gateway.matching.MatchingModel;
import io.ringfence.gateway.matching.Order;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What a customer may ask about its orders and fills, by the rules of {@code /fapi/v1/order}, {@code openOrders},
 * {@code allOrders} and {@code userTrades}. The last 100,000 orders and fills are kept. Owned by the venue's event loop.
 */
final class OrderHistory {
    private static final int DEFAULT_LIMIT = 500;
    private static final int MAX_LIMIT = 1_000;
    private static final long WEEK_MS = TimeUnit.DAYS.toMillis(7);

    private final OrderArchive orders = new OrderArchive();
    private final FillArchive fills = new FillArchive();
    private final MatchingModel model;
    private final PlayedMarket market;
    private final OrderTexts texts;

    OrderHistory(final MatchingModel model, final PlayedMarket market, final OrderTexts texts) {
        this.model = model;
        this.market = market;
        this.texts = texts;
    }

    void add(final Order order) {
        orders.add(order);
    }

    void add(final Order order, final Fill fill) {
        fills.add(order, fill);
    }

    void query(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final int instrument = instrument(parameters).id();
        final Order order = parameters.has("orderId")
                ? orders.find(account.id(), parameters.requiredNumber("orderId"))
                : orders.find(account.id(), parameters.required("origClientOrderId"));
        if (order == null || order.request().instrument() != instrument) {
            throw VenueRefusal.noSuchOrder();
        }
        answer.result(texts.queried(order));
    }

    void openOrders(final TradingAccount account, final Parameters parameters, final Answer answer)
            throws VenueRefusal {
        final ArrayNode rows = Json.NODES.arrayNode();
        if (parameters.has("symbol")) {
            addOpenOrders(account, instrument(parameters), rows);
        } else {
            market.symbols(MarketKind.USDM).forEach(symbol -> addOpenOrders(account, symbol.instrument(), rows));
        }
        answer.result(rows);
    }

    private void addOpenOrders(final TradingAccount account, final Instrument instrument, final ArrayNode rows) {
        model.openOrders(account.id(), instrument.id()).forEach(order -> rows.add(texts.queried(order)));
    }

    /** From {@code orderId} or {@code startTime} on; without either, the latest. */
    void allOrders(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final int instrument = instrument(parameters).id();
        final Window window = Window.of(parameters, "orderId");
        final Predicate<Order> wanted = order -> order.request().account() == account.id()
                && order.request().instrument() == instrument
                && window.holds(order.orderId(), order.acceptedTimeNs());
        final ArrayNode rows = Json.NODES.arrayNode();
        window.cut(orders.all().stream().filter(wanted).toList()).forEach(order -> rows.add(texts.queried(order)));
        answer.result(rows);
    }

    /** From {@code fromId} or {@code startTime} on; without either, the latest. */
    void userTrades(final TradingAccount account, final Parameters parameters, final Answer answer)
            throws VenueRefusal {
        final int instrument = instrument(parameters).id();
        if (parameters.has("fromId") && (parameters.has("startTime") || parameters.has("endTime"))) {
            throw new VenueRefusal(-1128, "Combination of optional parameters invalid.");
        }
        final Window window = Window.of(parameters, "fromId");
        final long ofOrder = parameters.number("orderId", 0);
        final Predicate<FillArchive.Entry> wanted =
                entry -> entry.order().request().account() == account.id()
                        && entry.order().request().instrument() == instrument
                        && (ofOrder == 0 || entry.order().orderId() == ofOrder)
                        && window.holds(entry.fill().tradeId(), entry.fill().timeNs());
        final ArrayNode rows = Json.NODES.arrayNode();
        window.cut(fills.all().stream().filter(wanted).toList())
                .forEach(entry -> rows.add(texts.userTrade(entry.order(), entry.fill())));
        answer.result(rows);
    }

    private Instrument instrument(final Parameters parameters) throws VenueRefusal {
        return market.require(MarketKind.USDM, parameters.required("symbol")).instrument();
    }

    /** Which part of a history is asked for. */
    private record Window(long fromId, long fromMs, long toMs, int limit, boolean forwards) {
        static Window of(final Parameters parameters, final String idName) throws VenueRefusal {
            final long limit = parameters.number("limit", DEFAULT_LIMIT);
            if (limit < 1 || limit > MAX_LIMIT) {
                throw new VenueRefusal(-1130, "Data sent for parameter 'limit' is not valid.");
            }
            final long fromMs = parameters.number("startTime", 0);
            final long toMs = parameters.number(
                    "endTime", parameters.has("startTime") ? Math.addExact(fromMs, WEEK_MS) : Long.MAX_VALUE);
            if (parameters.has("startTime") && toMs - fromMs > WEEK_MS) {
                throw new VenueRefusal(-4166, "Search window is restricted to recent 7 days only.");
            }
            return new Window(
                    parameters.number(idName, 0),
                    fromMs,
                    toMs,
                    (int) limit,
                    parameters.has(idName) || parameters.has("startTime"));
        }

        boolean holds(final long id, final long timeNs) {
            final long timeMs = TimeUnit.NANOSECONDS.toMillis(timeNs);
            return id >= fromId && timeMs >= fromMs && timeMs <= toMs;
        }

        <T> List<T> cut(final List<T> found) {
            final int surplus = Math.max(0, found.size() - limit);
            return forwards ? found.subList(0, found.size() - surplus) : found.subList(surplus, found.size());
        }
    }
}
