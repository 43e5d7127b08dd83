package io.ringfence.engine.data;

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
    public static final long UNKNOWN = -1;
}
