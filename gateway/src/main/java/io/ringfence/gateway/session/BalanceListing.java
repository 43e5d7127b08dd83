package io.ringfence.gateway.session;

/**
 * An asset as the venue states it; numbers are the venue's own text.
 *
 * @param updateTimeMs when it last changed, ms since 1970; 0: not said
 */
public record BalanceListing(String asset, String walletBalance, String availableBalance, long updateTimeMs) {}
