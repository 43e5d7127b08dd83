package io.ringfence.gateway.matching;

/**
 * Asks for an open order to be taken back.
 *
 * @param requestId     the caller's own number, handed back to the listener
 * @param instrument    a defined instrument's id; an order of another instrument is unknown
 * @param orderId       the model's id; {@link #BY_CLIENT_ORDER_ID}: find it by {@code clientOrderId}
 * @param clientOrderId the order's own, not the cancel's
 */
public record CancelRequest(long requestId, int account, int instrument, long orderId, String clientOrderId) {
    public static final long BY_CLIENT_ORDER_ID = 0;
}
