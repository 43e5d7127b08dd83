package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.gateway.matching.AlgoOrder;
import io.ringfence.gateway.matching.AlgoRequest;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AlgoStatus;
import io.ringfence.journal.number.Decimals;

/** Conditional orders in the venue's words. Stateless but for the market it looks symbols up in. */
final class AlgoTexts {
    private static final String CONDITIONAL = "CONDITIONAL";
    private static final String STOP_MARKET = "STOP_MARKET";
    private static final long NS_PER_MS = 1_000_000;

    private final PlayedMarket market;

    AlgoTexts(final PlayedMarket market) {
        this.market = market;
    }

    /** What {@code algoOrder.place} answers. */
    ObjectNode placed(final AlgoOrder order) {
        final AlgoRequest request = order.request();
        final Instrument instrument = instrument(request);
        return Json.NODES
                .objectNode()
                .put("algoId", order.algoId())
                .put("clientAlgoId", request.clientAlgoId())
                .put("algoType", CONDITIONAL)
                .put("orderType", STOP_MARKET)
                .put("symbol", instrument.symbol())
                .put("side", request.side().name())
                .put("positionSide", "BOTH")
                .put("timeInForce", "GTC")
                .put("quantity", OrderTexts.quantity(request.quantity(), instrument))
                .put("algoStatus", order.status().name())
                .put("triggerPrice", Decimals.format(request.triggerPrice(), instrument.priceScale()))
                .put("price", "0")
                .putNull("icebergQuantity")
                .put("selfTradePreventionMode", "NONE")
                .put("workingType", workingType(request))
                .put("priceMatch", "NONE")
                .put("closePosition", request.closesPosition())
                .put("priceProtect", false)
                .put("reduceOnly", request.reduceOnly())
                .put("activatePrice", "")
                .put("callbackRate", "")
                .put("createTime", order.acceptedTimeNs() / NS_PER_MS)
                .put("updateTime", order.updateTimeNs() / NS_PER_MS)
                .put("triggerTime", order.triggerTimeNs() / NS_PER_MS)
                .put("goodTillDate", 0);
    }

    /** What a query and a list answer. */
    ObjectNode queried(final AlgoOrder order) {
        return placed(order).put("actualOrderId", actual(order));
    }

    /** What {@code algoOrder.cancel} answers; its code is a text. */
    ObjectNode cancelled(final AlgoOrder order) {
        return Json.NODES
                .objectNode()
                .put("algoId", order.algoId())
                .put("clientAlgoId", order.request().clientAlgoId())
                .put("code", "200")
                .put("msg", "success");
    }

    /** {@code ALGO_UPDATE}. */
    ObjectNode update(final AlgoOrder order) {
        final long timeMs = order.updateTimeNs() / NS_PER_MS;
        final ObjectNode event =
                Json.NODES.objectNode().put("e", "ALGO_UPDATE").put("T", timeMs).put("E", timeMs);
        final AlgoRequest request = order.request();
        final Instrument instrument = instrument(request);
        final ObjectNode body = event.putObject("o")
                .put("caid", request.clientAlgoId())
                .put("aid", order.algoId())
                .put("at", CONDITIONAL)
                .put("o", STOP_MARKET)
                .put("s", instrument.symbol())
                .put("S", request.side().name())
                .put("ps", "BOTH")
                .put("f", "GTC")
                .put("q", OrderTexts.quantity(request.quantity(), instrument))
                .put("X", order.status().name())
                .put("ai", actual(order))
                .put("tp", Decimals.format(request.triggerPrice(), instrument.priceScale()))
                .put("p", "0")
                .put("V", "NONE")
                .put("wt", workingType(request))
                .put("pm", "NONE")
                .put("cp", request.closesPosition())
                .put("pP", false)
                .put("R", request.reduceOnly())
                .put("tt", order.triggerTimeNs() / NS_PER_MS)
                .put("gtd", 0);
        if (order.status() == AlgoStatus.REJECTED) {
            body.put("rm", order.rejectReason());
        }
        return event;
    }

    private Instrument instrument(final AlgoRequest request) {
        return market.symbol(request.instrument()).instrument();
    }

    private static String workingType(final AlgoRequest request) {
        return request.byMark() ? "MARK_PRICE" : "CONTRACT_PRICE";
    }

    private static String actual(final AlgoOrder order) {
        return order.orderId() == 0 ? "" : Long.toString(order.orderId());
    }
}
