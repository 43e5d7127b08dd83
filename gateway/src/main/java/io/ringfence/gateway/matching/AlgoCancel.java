package io.ringfence.gateway.matching;

/**
 * Asks for a resting conditional order to be taken back.
 *
 * @param requestId    the caller's own number, handed back to the listener
 * @param algoId       the model's id; {@link #BY_CLIENT_ALGO_ID}: find it by {@code clientAlgoId}
 * @param clientAlgoId the order's own
 */
public record AlgoCancel(long requestId, int account, long algoId, String clientAlgoId) {
    public static final long BY_CLIENT_ALGO_ID = 0;
}
