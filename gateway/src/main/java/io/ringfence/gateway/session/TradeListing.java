package io.ringfence.gateway.session;

/**
 * A fill of the account as the venue states it; numbers and words are the venue's own text.
 *
 * @param orderId whose fill it is; the venue doesn't name the client order id here
 * @param fee     in {@code feeAsset}, positive is a cost
 * @param timeMs  ms since 1970
 */
public record TradeListing(
        String symbol,
        long tradeId,
        long orderId,
        String side,
        String price,
        String quantity,
        String fee,
        String feeAsset,
        String realizedProfit,
        boolean maker,
        long timeMs) {}
