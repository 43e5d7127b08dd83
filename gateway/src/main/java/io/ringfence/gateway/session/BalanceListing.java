package io.ringfence.gateway.session;

/** An asset as the venue states it; numbers are the venue's own text. */
public record BalanceListing(String asset, String walletBalance, String availableBalance) {}
