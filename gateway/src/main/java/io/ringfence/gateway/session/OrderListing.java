package io.ringfence.gateway.session;

/**
 * An order as the venue states it; numbers and words are the venue's own text.
 *
 * @param executed     filled so far
 * @param updateTimeMs when it last changed, ms since 1970; 0: not said
 */
public record OrderListing(
        String symbol,
        long orderId,
        String clientOrderId,
        String side,
        String status,
        String price,
        String quantity,
        String executed,
        boolean reduceOnly,
        long updateTimeMs) {}
