package io.ringfence.gateway.session;

/**
 * How the account holds a symbol.
 *
 * @param leverage of new positions
 * @param isolated whether each position has a margin of its own
 */
public record LeverageListing(String symbol, int leverage, boolean isolated) {}
