package io.ringfence.gateway.simulated;

import io.ringfence.journal.message.MarketKind;

/** What a REST request weighs at Binance, by its documentation of 2026; the rest weigh 1. */
final class RequestWeight {
    private static final int[] DEPTH_LIMITS = {50, 100, 500};
    private static final int[] USDM_DEPTH = {2, 5, 10, 20};
    private static final int[] SPOT_DEPTH_LIMITS = {100, 500, 1_000};
    private static final int[] SPOT_DEPTH = {5, 25, 50, 250};
    private static final int[] KLINE_LIMITS = {99, 499, 1_000};
    private static final int[] USDM_KLINES = {1, 2, 5, 10};
    private static final int SPOT_KLINES = 2;

    private RequestWeight() {}

    static MarketKind kindOf(final RestRequest request) {
        return request.path().startsWith("/api/") ? MarketKind.SPOT : MarketKind.USDM;
    }

    static int of(final RestRequest request) throws VenueRefusal {
        final Parameters parameters = request.parameters();
        final boolean spot = kindOf(request) == MarketKind.SPOT;
        final boolean all = !parameters.has("symbol");
        final String path = request.path();
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "depth" -> depth(parameters.number("limit", 500), spot);
            case "klines" -> spot ? SPOT_KLINES : step(parameters.number("limit", 500), KLINE_LIMITS, USDM_KLINES);
            case "exchangeInfo" -> spot ? 20 : 1;
            case "24hr" -> all ? 2 * (spot ? 40 : 20) : spot ? 2 : 1;
            case "openOrders" -> all ? 40 : 1;
            case "allOrders", "userTrades", "account", "balance", "positionRisk", "symbolConfig" -> 5;
            case "myTrades" -> 20;
            case "income", "dual" -> 30;
            case "order" -> request.method().equals("POST") ? 0 : 1;
            case "faults", "funding", "deleverage", "halt", "positionSide" -> 0;
            default -> 1;
        };
    }

    private static int depth(final long limit, final boolean spot) {
        return spot ? step(limit, SPOT_DEPTH_LIMITS, SPOT_DEPTH) : step(limit, DEPTH_LIMITS, USDM_DEPTH);
    }

    private static int step(final long limit, final int[] bounds, final int[] weights) {
        int at = 0;
        while (at < bounds.length && limit > bounds[at]) {
            at++;
        }
        return weights[at];
    }
}
