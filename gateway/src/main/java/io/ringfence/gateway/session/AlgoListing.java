package io.ringfence.gateway.session;

/**
 * A conditional order that waits for its price, as the venue states it; numbers and words are the venue's own text.
 *
 * @param quantity     0: whatever is held when it fires
 * @param updateTimeMs when it last changed, ms since 1970; 0: not said
 */
public record AlgoListing(
        String symbol,
        long algoId,
        String clientAlgoId,
        String side,
        String triggerPrice,
        String quantity,
        boolean reduceOnly,
        long updateTimeMs) {}
