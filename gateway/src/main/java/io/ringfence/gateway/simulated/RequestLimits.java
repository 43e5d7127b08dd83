package io.ringfence.gateway.simulated;

import io.ringfence.journal.message.MarketKind;

/**
 * How much request weight REST calls may have in a minute, per kind of market.
 *
 * @param usdm {@link #NONE}: as much as one likes
 * @param spot {@link #NONE}: as much as one likes
 */
public record RequestLimits(int usdm, int spot) {
    public static final int NONE = 0;

    /** What Binance allows an address. */
    public static final RequestLimits BINANCE = new RequestLimits(2_400, 6_000);

    /** For whoever plays many clients in a short time. */
    public static final RequestLimits UNLIMITED = new RequestLimits(NONE, NONE);

    int perMinute(final MarketKind kind) {
        return kind == MarketKind.USDM ? usdm : spot;
    }
}
