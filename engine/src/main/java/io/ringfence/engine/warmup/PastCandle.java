package io.ringfence.engine.warmup;

/**
 * A closed candle. Prices and quantities in the instrument's units; without trades all prices are 0 or what the venue says.
 *
 * @param takerBuyVolume what takers bought of {@code volume}
 */
record PastCandle(
        long openTimeNs,
        long open,
        long high,
        long low,
        long close,
        long volume,
        long takerBuyVolume,
        long tradeCount) {

    /** An interval in which nothing was traded. */
    static PastCandle empty(final long openTimeNs) {
        return new PastCandle(openTimeNs, 0, 0, 0, 0, 0, 0, 0);
    }
}
