package io.ringfence.gateway.session;

/**
 * What a symbol did in the last 24 hours, as the venue's {@code ticker/24hr} tells; numbers are its own text.
 *
 * @param quoteVolume what was traded, in the quote asset
 */
public record DayListing(String symbol, String lastPrice, String quoteVolume) {}
