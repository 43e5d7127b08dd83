package io.ringfence.gateway.session;

/**
 * A position as the venue states it; numbers are the venue's own text.
 *
 * @param side     {@code BOTH} in one-way mode
 * @param quantity     signed
 * @param updateTimeMs when it last changed, ms since 1970; 0: not said
 */
public record PositionListing(String symbol, String side, String quantity, String entryPrice, long updateTimeMs) {}
