package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.gateway.matching.AlgoCancel;
import io.ringfence.gateway.matching.AlgoOrder;
import io.ringfence.gateway.matching.AlgoRequest;
import io.ringfence.gateway.matching.Fill;
import io.ringfence.gateway.matching.MatchingModel;
import io.ringfence.gateway.matching.Order;
import io.ringfence.gateway.matching.OrderRequest;
import io.ringfence.gateway.matching.Refusal;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AlgoStatus;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;
import io.ringfence.journal.number.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Spot: placing, cancelling, replacing in one step, asking. A conditional order is one like others, in the same lists and with one number all its life; it
 * locks what it is to sell. The last 100,000 orders and fills are kept. Owned by the venue's event loop.
 */
final class SpotDesk {
    private static final int MAX_KEPT = 100_000;
    private static final int DEFAULT_LIMIT = 500;
    /** So that they are no numbers of USD-M's requests. */
    private static final long FIRST_REQUEST = 1L << 40;

    private final Map<Long, Pending> pending = new HashMap<>();
    private final Map<Long, SpotOrder> orders = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<Long, SpotOrder> eldest) {
            return size() > MAX_KEPT;
        }
    };
    private final List<Execution> fills = new ArrayList<>();
    private final MatchingModel model;
    private final Accounts accounts;
    private final PlayedMarket market;
    private final SpotStreams streams;
    private final SpotTexts texts;
    private final Runnable settleIfStill;
    private long lastRequestId = FIRST_REQUEST;
    private long lastExecutionId;

    private record Execution(SpotOrder order, Fill fill) {}

    /** A request under way, and what has become of its parts. */
    private static final class Pending {
        private final Answer answer;
        private final boolean replaces;
        private final String cancelId;
        private JsonNode canceled;
        private JsonNode placed;
        private Refusal cancelRefused;
        private Refusal placeRefused;

        Pending(final Answer answer, final boolean replaces, final String cancelId) {
            this.answer = answer;
            this.replaces = replaces;
            this.cancelId = cancelId;
        }
    }

    SpotDesk(
            final MatchingModel model,
            final Accounts accounts,
            final PlayedMarket market,
            final SpotStreams streams,
            final Runnable settleIfStill) {
        this.model = model;
        this.accounts = accounts;
        this.market = market;
        this.streams = streams;
        this.settleIfStill = settleIfStill;
        texts = new SpotTexts(market, model);
    }

    SpotStreams streams() {
        return streams;
    }

    void place(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final Instrument instrument = instrument(parameters);
        final long requestId = ++lastRequestId;
        if (isStop(parameters)) {
            model.placeAlgo(stop(requestId, account, instrument, parameters, waitFor(requestId, answer)));
        } else {
            model.place(order(requestId, account, instrument, parameters, waitFor(requestId, answer)));
        }
        settleIfStill.run();
    }

    private Runnable waitFor(final long requestId, final Answer answer) {
        return () -> pending.put(requestId, new Pending(answer, false, "cancel-" + requestId));
    }

    void cancel(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final Instrument instrument = instrument(parameters);
        final long requestId = ++lastRequestId;
        final AlgoCancel cancel = cancel(requestId, account, parameters, "orderId", "origClientOrderId");
        waitFor(requestId, answer).run();
        model.cancelSpot(cancel, instrument.id());
        settleIfStill.run();
    }

    /** Of the modes STOP_ON_FAILURE alone. */
    void replace(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        if (!parameters.required("cancelReplaceMode").equals("STOP_ON_FAILURE")) {
            throw VenueRefusal.unsupported("cancelReplaceMode other than STOP_ON_FAILURE");
        }
        final Instrument instrument = instrument(parameters);
        final long requestId = ++lastRequestId;
        final AlgoCancel cancel = cancel(requestId, account, parameters, "cancelOrderId", "cancelOrigClientOrderId");
        final Runnable waiting = () -> pending.put(requestId, new Pending(answer, true, "cancel-" + requestId));
        final boolean stop = isStop(parameters);
        model.replace(
                cancel,
                instrument.id(),
                stop ? null : order(requestId, account, instrument, parameters, waiting),
                stop ? stop(requestId, account, instrument, parameters, waiting) : null);
        settleIfStill.run();
    }

    private static AlgoCancel cancel(
            final long requestId,
            final TradingAccount account,
            final Parameters parameters,
            final String idName,
            final String clientIdName)
            throws VenueRefusal {
        final long orderId = parameters.number(idName, AlgoCancel.BY_CLIENT_ALGO_ID);
        if (orderId == AlgoCancel.BY_CLIENT_ALGO_ID && !parameters.has(clientIdName)) {
            throw VenueRefusal.missing(clientIdName);
        }
        return new AlgoCancel(requestId, account.id(), orderId, parameters.text(clientIdName));
    }

    private static boolean isStop(final Parameters parameters) throws VenueRefusal {
        return parameters.required("type").equals("STOP_LOSS");
    }

    private AlgoRequest stop(
            final long requestId,
            final TradingAccount account,
            final Instrument instrument,
            final Parameters parameters,
            final Runnable accepted)
            throws VenueRefusal {
        final AlgoRequest request = new AlgoRequest(
                requestId,
                account.id(),
                instrument.id(),
                clientOrderId(parameters),
                side(parameters),
                parameters.requiredDecimal("stopPrice", instrument.priceScale()),
                false,
                parameters.requiredDecimal("quantity", instrument.quantityScale()),
                true);
        accepted.run();
        return request;
    }

    private OrderRequest order(
            final long requestId,
            final TradingAccount account,
            final Instrument instrument,
            final Parameters parameters,
            final Runnable accepted)
            throws VenueRefusal {
        final String word = parameters.required("type");
        final boolean limit = word.equals("LIMIT") || word.equals("LIMIT_MAKER");
        if (!limit && !word.equals("MARKET")) {
            throw new VenueRefusal(-1116, "Invalid orderType.");
        }
        if (parameters.has("reduceOnly")) {
            throw new VenueRefusal(-1104, "Not all sent parameters were read; 'reduceOnly' was not.");
        }
        final OrderRequest request = new OrderRequest(
                requestId,
                account.id(),
                instrument.id(),
                clientOrderId(parameters),
                side(parameters),
                limit ? OrderType.LIMIT : OrderType.MARKET,
                word.equals("LIMIT") ? timeInForce(parameters) : limit ? TimeInForce.GTX : TimeInForce.GTC,
                limit ? parameters.requiredDecimal("price", instrument.priceScale()) : 0,
                parameters.requiredDecimal("quantity", instrument.quantityScale()),
                false,
                OrderParser.selfTrade(parameters));
        accepted.run();
        return request;
    }

    private String clientOrderId(final Parameters parameters) {
        return parameters.text("newClientOrderId", "spot-" + lastRequestId);
    }

    private static Side side(final Parameters parameters) throws VenueRefusal {
        return switch (parameters.required("side")) {
            case "BUY" -> Side.BUY;
            case "SELL" -> Side.SELL;
            default -> throw new VenueRefusal(-1117, "Invalid side.");
        };
    }

    private static TimeInForce timeInForce(final Parameters parameters) throws VenueRefusal {
        return switch (parameters.required("timeInForce")) {
            case "GTC" -> TimeInForce.GTC;
            case "IOC" -> TimeInForce.IOC;
            case "FOK" -> TimeInForce.FOK;
            default -> throw new VenueRefusal(-1115, "Invalid timeInForce.");
        };
    }

    void query(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final int instrument = instrument(parameters).id();
        final SpotOrder found = parameters.has("orderId")
                ? orders.get(parameters.requiredNumber("orderId"))
                : newest(account.id(), parameters.required("origClientOrderId"));
        if (found == null || found.account() != account.id() || found.instrument() != instrument) {
            throw VenueRefusal.noSuchOrder();
        }
        answer.result(texts.queried(found));
    }

    private SpotOrder newest(final int account, final String clientOrderId) {
        SpotOrder found = null;
        for (final SpotOrder order : orders.values()) {
            final boolean named =
                    order.account() == account && order.clientOrderId().equals(clientOrderId);
            found = named ? order : found;
        }
        return found;
    }

    void openOrders(final TradingAccount account, final Parameters parameters, final Answer answer)
            throws VenueRefusal {
        final int only = parameters.has("symbol") ? instrument(parameters).id() : 0;
        answer.result(rows(
                order -> order.account() == account.id() && order.isOpen() && (only == 0 || order.instrument() == only),
                MAX_KEPT));
    }

    void allOrders(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final int instrument = instrument(parameters).id();
        final long fromId = parameters.number("orderId", 0);
        answer.result(rows(
                order -> order.account() == account.id()
                        && order.instrument() == instrument
                        && order.orderId() >= fromId,
                (int) parameters.number("limit", DEFAULT_LIMIT)));
    }

    private ArrayNode rows(final Predicate<SpotOrder> wanted, final int limit) {
        final ArrayNode rows = Json.NODES.arrayNode();
        orders.values().stream().filter(wanted).limit(limit).forEach(order -> rows.add(texts.queried(order)));
        return rows;
    }

    void trades(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final int instrument = instrument(parameters).id();
        final long fromId = parameters.number("fromId", 0);
        final long fromMs = parameters.number("startTime", 0);
        final ArrayNode rows = Json.NODES.arrayNode();
        fills.stream()
                .filter(one -> one.order().account() == account.id()
                        && one.order().instrument() == instrument
                        && one.fill().tradeId() >= fromId
                        && one.fill().timeNs() / 1_000_000 >= fromMs)
                .limit(parameters.number("limit", DEFAULT_LIMIT))
                .forEach(one -> rows.add(texts.trade(one.order(), one.fill())));
        answer.result(rows);
    }

    void account(final TradingAccount account, final Parameters parameters, final Answer answer) {
        answer.result(texts.account(account));
    }

    /** From now on fees are paid in an asset of their own, of which one is worth {@code price}; 0: as usual again. */
    void feeAsset(final Parameters parameters) throws VenueRefusal {
        model.feeAssetPrice(parameters.requiredDecimal("price", Money.SCALE));
    }

    private Instrument instrument(final Parameters parameters) throws VenueRefusal {
        return market.require(MarketKind.SPOT, parameters.required("symbol")).instrument();
    }

    /** Null if the order came before what is kept. */
    private SpotOrder of(final Order order) {
        return orders.get(order.orderId());
    }

    void onAccepted(final Order order) {
        final SpotOrder known = of(order);
        final SpotOrder taken = known == null ? new SpotOrder(null, order) : known;
        taken.works(order);
        orders.put(order.orderId(), taken);
        placed(order.request().requestId(), taken);
        report(taken, "NEW", null, null);
        balances(taken);
    }

    void onAlgoAccepted(final AlgoOrder order) {
        final SpotOrder taken = new SpotOrder(order, null);
        orders.put(order.algoId(), taken);
        placed(order.request().requestId(), taken);
        report(taken, "NEW", null, null);
        balances(taken);
    }

    private void placed(final long requestId, final SpotOrder order) {
        final Pending waiting = pending.get(requestId);
        if (waiting != null) {
            waiting.placed = texts.placed(order);
        }
    }

    void onRejected(final long requestId, final Refusal refusal) {
        final Pending waiting = pending.get(requestId);
        if (waiting != null) {
            waiting.placeRefused = refusal;
        }
    }

    void onFill(final Order order, final Fill fill) {
        final SpotOrder filled = of(order);
        fills.add(new Execution(filled, fill));
        report(filled, "TRADE", fill, null);
        balances(filled);
    }

    void onExpired(final Order order) {
        report(of(order), "EXPIRED", null, null);
        balances(of(order));
    }

    void onCanceled(final long orderId, final long requestId) {
        final SpotOrder gone = orders.get(orderId);
        final Pending waiting = pending.get(requestId);
        waiting.canceled = texts.canceled(gone, waiting.cancelId);
        report(gone, "CANCELED", null, waiting.cancelId);
        balances(gone);
    }

    void onCancelRefused(final long requestId, final Refusal refusal) {
        pending.get(requestId).cancelRefused = refusal;
    }

    /** Waiting orders that fired and could not be placed have expired. */
    void onAlgoChanged(final AlgoOrder order) {
        if (order.status() == AlgoStatus.REJECTED) {
            report(orders.get(order.algoId()), "EXPIRED", null, null);
        }
    }

    /** All that follows at once from a request has happened. */
    void onHandled(final long requestId) {
        final Pending done = pending.remove(requestId);
        if (done == null) {
            return;
        }
        if (done.replaces) {
            answerReplacement(done);
        } else if (done.placed != null || done.canceled != null) {
            done.answer.result(done.placed != null ? done.placed : done.canceled);
        } else {
            done.answer.refuse(VenueRefusal.ofSpot(done.placeRefused != null ? done.placeRefused : done.cancelRefused));
        }
    }

    private static void answerReplacement(final Pending done) {
        final ObjectNode data = Json.NODES.objectNode();
        data.put("cancelResult", done.canceled != null ? "SUCCESS" : "FAILURE");
        data.put("newOrderResult", newOrderResult(done));
        data.set("cancelResponse", done.canceled != null ? done.canceled : refusal(done.cancelRefused));
        data.set("newOrderResponse", done.placed != null ? done.placed : refusal(done.placeRefused));
        if (done.canceled != null && done.placed != null) {
            done.answer.result(data);
        } else {
            done.answer.refuse(VenueRefusal.replacement(done.canceled != null, data));
        }
    }

    private static String newOrderResult(final Pending done) {
        if (done.placed != null) {
            return "SUCCESS";
        }
        return done.placeRefused != null ? "FAILURE" : "NOT_ATTEMPTED";
    }

    private static JsonNode refusal(final Refusal refusal) {
        return refusal == null
                ? Json.NODES.nullNode()
                : Json.NODES.objectNode().put("code", refusal.spotCode()).put("msg", refusal.spotMessage());
    }

    private void report(final SpotOrder order, final String execution, final Fill fill, final String cancelId) {
        streams.send(order.account(), texts.report(order, execution, fill, cancelId, ++lastExecutionId));
    }

    private void balances(final SpotOrder order) {
        streams.send(
                order.account(),
                texts.changed(
                        accounts.account(order.account()),
                        market.symbol(order.instrument()).instrument(),
                        order.updateTimeNs() / 1_000_000));
    }
}
