package io.ringfence.gateway.session;

import io.ringfence.journal.message.MarketKind;
import java.util.List;

/**
 * What to hear of a market.
 *
 * @param symbols             upper-case, as the venue lists them
 * @param subscribeIntervalMs between two requests on one socket
 * @param silenceMs           how long a stream may say nothing after its socket came up before it is named in the log
 */
public record MarketSubscription(
        List<String> symbols, List<StreamKind> kinds, long subscribeIntervalMs, long silenceMs) {
    /** Binance takes 10 messages a second on USD-M and 5 on spot, pongs included; this leaves room for these. */
    private static final long USDM_INTERVAL_MS = 150;

    private static final long SPOT_INTERVAL_MS = 400;
    private static final long SILENCE_MS = 30_000;

    /** At the pace that the venue's limits ask for. */
    public static MarketSubscription of(
            final MarketKind market, final List<String> symbols, final List<StreamKind> kinds) {
        final long intervalMs = market == MarketKind.USDM ? USDM_INTERVAL_MS : SPOT_INTERVAL_MS;
        return new MarketSubscription(symbols, kinds, intervalMs, SILENCE_MS);
    }
}
