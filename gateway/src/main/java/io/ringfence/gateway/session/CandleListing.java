package io.ringfence.gateway.session;

/** A candle as the venue's REST states it; numbers are the venue's own text, times are ms, the close time inclusive. */
public record CandleListing(
        long openTimeMs,
        String open,
        String high,
        String low,
        String close,
        String volume,
        long closeTimeMs,
        long tradeCount,
        String takerBuyVolume) {}
