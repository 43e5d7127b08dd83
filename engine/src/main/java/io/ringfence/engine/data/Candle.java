package io.ringfence.engine.data;

import io.ringfence.engine.indicator.Candles;

/**
 * A candle: {@code [openTimeNs, openTimeNs + timeframe)}, prices and quantities as mantissas.
 *
 * @param takerBuyVolume {@link #UNKNOWN} if nobody told
 * @param tradeCount     {@link #UNKNOWN} if nobody told
 */
public record Candle(
        long openTimeNs,
        long open,
        long high,
        long low,
        long close,
        long volume,
        long takerBuyVolume,
        long tradeCount) {
    public static final long UNKNOWN = Candles.UNKNOWN;

    /** Counts it in to the candles of {@code series}; it ends at {@code endNs}. */
    public void addTo(final Candles candles, final int series, final long endNs) {
        candles.candle(series, openTimeNs, endNs, open, high, low, close, volume, takerBuyVolume, tradeCount);
    }
}
