package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ringfence.gateway.matching.AlgoCancel;
import io.ringfence.gateway.matching.AlgoOrder;
import io.ringfence.gateway.matching.AlgoRequest;
import io.ringfence.gateway.matching.MatchingModel;
import io.ringfence.gateway.matching.Refusal;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Side;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Binance's service for conditional orders, as far as stop-market orders go: placing, cancelling, asking. They are in no list of
 * ordinary orders. The last 100,000 are remembered. Owned by the venue's event loop.
 */
final class AlgoDesk {
    private static final int MAX_ORDERS = 100_000;
    private static final Pattern CLIENT_ALGO_ID = Pattern.compile("[.A-Z:/a-z0-9_-]{1,36}");

    private final Map<Long, Answer> pending = new HashMap<>();
    private final Map<Long, AlgoOrder> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<Long, AlgoOrder> eldest) {
            return size() > MAX_ORDERS;
        }
    };
    private final MatchingModel model;
    private final PlayedMarket market;
    private final UserStreams users;
    private final AlgoTexts texts;
    private final Runnable settleIfStill;
    /** Negative, so that they are no numbers of ordinary requests. */
    private long lastRequestId;

    private long generatedIds;

    AlgoDesk(
            final MatchingModel model,
            final PlayedMarket market,
            final UserStreams users,
            final Runnable settleIfStill) {
        this.model = model;
        this.market = market;
        this.users = users;
        this.settleIfStill = settleIfStill;
        texts = new AlgoTexts(market);
    }

    void place(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final AlgoRequest request = parse(account, parameters);
        pending.put(request.requestId(), answer);
        model.placeAlgo(request);
        settleIfStill.run();
    }

    private AlgoRequest parse(final TradingAccount account, final Parameters parameters) throws VenueRefusal {
        if (!parameters.required("algoType").equals("CONDITIONAL")) {
            throw VenueRefusal.unsupported("algoType other than CONDITIONAL");
        }
        final Instrument instrument = instrument(parameters.required("symbol"));
        if (!parameters.required("type").equals("STOP_MARKET")) {
            throw VenueRefusal.unsupported("conditional order types other than STOP_MARKET");
        }
        if (!parameters.text("positionSide", "BOTH").equals("BOTH")) {
            throw new VenueRefusal(-4061, "Order's position side does not match user's setting.");
        }
        final boolean closes = parameters.flag("closePosition");
        if (closes && (parameters.has("quantity") || parameters.has("reduceOnly"))) {
            throw new VenueRefusal(-4136, "Target strategy invalid for orderType STOP_MARKET, closePosition true");
        }
        return new AlgoRequest(
                --lastRequestId,
                account.id(),
                instrument.id(),
                clientAlgoId(parameters),
                side(parameters.required("side")),
                parameters.requiredDecimal("triggerPrice", instrument.priceScale()),
                byMark(parameters.text("workingType", "CONTRACT_PRICE")),
                closes ? 0 : parameters.requiredDecimal("quantity", instrument.quantityScale()),
                closes || parameters.flag("reduceOnly"));
    }

    private String clientAlgoId(final Parameters parameters) throws VenueRefusal {
        final String id = parameters.text("clientAlgoId", "venue-algo-" + ++generatedIds);
        if (!CLIENT_ALGO_ID.matcher(id).matches()) {
            throw new VenueRefusal(-4015, "Client order id is not valid.");
        }
        return id;
    }

    private static Side side(final String text) throws VenueRefusal {
        return switch (text) {
            case "BUY" -> Side.BUY;
            case "SELL" -> Side.SELL;
            default -> throw new VenueRefusal(-1117, "Invalid side.");
        };
    }

    private static boolean byMark(final String text) throws VenueRefusal {
        return switch (text) {
            case "MARK_PRICE" -> true;
            case "CONTRACT_PRICE" -> false;
            default -> throw VenueRefusal.malformed("workingType");
        };
    }

    void cancel(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final long algoId = parameters.number("algoId", AlgoCancel.BY_CLIENT_ALGO_ID);
        final String clientAlgoId = parameters.text("clientAlgoId");
        if (algoId == AlgoCancel.BY_CLIENT_ALGO_ID && clientAlgoId == null) {
            throw VenueRefusal.missing("algoId");
        }
        final long requestId = --lastRequestId;
        pending.put(requestId, answer);
        model.cancelAlgo(new AlgoCancel(requestId, account.id(), algoId, clientAlgoId));
        settleIfStill.run();
    }

    /** Takes back all that rest in a symbol. */
    void cancelAll(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final int instrument = instrument(parameters.required("symbol")).id();
        for (final AlgoOrder order : model.restingAlgoOrders(account.id())) {
            if (order.request().instrument() == instrument) {
                model.cancelAlgo(new AlgoCancel(--lastRequestId, account.id(), order.algoId(), null));
            }
        }
        settleIfStill.run();
        answer.result(
                Json.NODES.objectNode().put("code", 200).put("msg", "The operation of cancel all open order is done."));
    }

    void query(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final long algoId = parameters.number("algoId", 0);
        final String clientAlgoId = parameters.text("clientAlgoId", "");
        AlgoOrder found = null;
        for (final AlgoOrder order : known.values()) {
            final boolean named =
                    algoId == 0 ? order.request().clientAlgoId().equals(clientAlgoId) : order.algoId() == algoId;
            found = named && order.request().account() == account.id() ? order : found;
        }
        if (found == null) {
            throw VenueRefusal.noSuchOrder();
        }
        answer.result(texts.queried(found));
    }

    void open(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final int instrument =
                parameters.has("symbol") ? instrument(parameters.text("symbol")).id() : 0;
        final ArrayNode rows = Json.NODES.arrayNode();
        for (final AlgoOrder order : model.restingAlgoOrders(account.id())) {
            if (instrument == 0 || order.request().instrument() == instrument) {
                rows.add(texts.queried(order));
            }
        }
        answer.result(rows);
    }

    void onAccepted(final AlgoOrder order) {
        known.put(order.algoId(), order);
        answer(order.request().requestId()).result(texts.placed(order));
        users.send(order.request().account(), texts.update(order));
    }

    void onRejected(final AlgoRequest request, final Refusal refusal) {
        answer(request.requestId()).refuse(VenueRefusal.of(refusal));
    }

    void onChanged(final AlgoOrder order) {
        users.send(order.request().account(), texts.update(order));
    }

    void onCanceled(final AlgoOrder order, final AlgoCancel request) {
        final Answer waiting = pending.remove(request.requestId());
        if (waiting != null) {
            waiting.result(texts.cancelled(order));
        }
        users.send(order.request().account(), texts.update(order));
    }

    void onCancelRejected(final AlgoCancel request, final Refusal refusal) {
        final Answer waiting = pending.remove(request.requestId());
        if (waiting != null) {
            waiting.refuse(VenueRefusal.of(refusal));
        }
    }

    private Answer answer(final long requestId) {
        return pending.remove(requestId);
    }

    private Instrument instrument(final String symbol) throws VenueRefusal {
        return market.require(MarketKind.USDM, symbol).instrument();
    }
}
