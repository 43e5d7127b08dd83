package io.ringfence.gateway.matching;

import io.ringfence.journal.message.BalanceReason;

/**
 * Hears what the model does, in the order in which it does it, on the model's thread. A request is answered exactly
 * once by accepted, rejected, canceled or cancelRejected, and then {@link #onHandled}. A listener may place and cancel:
 * the new request waits until the present call is through, even without latency.
 */
public interface MatchingListener {
    /** The order is open now; fills and expiry come after. */
    void onAccepted(Order order);

    void onRejected(OrderRequest request, Refusal refusal);

    /** The account's balance and position already include the fill. */
    void onFill(Order order, Fill fill);

    void onCanceled(Order order, CancelRequest request);

    void onCancelRejected(CancelRequest request, Refusal refusal);

    /** The order, or what was left of it, is gone; {@link Order#expiryReason()} says why. */
    void onExpired(Order order);

    /**
     * The account's wallet has changed without a fill, and includes that already.
     *
     * @param change money, 1e-8; positive came in
     */
    default void onCharged(
            final Account account, final int instrument, final long change, final BalanceReason reason) {}

    /** The conditional order rests now. */
    default void onAlgoAccepted(final AlgoOrder order) {}

    default void onAlgoRejected(final AlgoRequest request, final Refusal refusal) {}

    /** It has fired, and what {@link AlgoOrder#status} says has become of it. The order that it becomes is told like any other. */
    default void onAlgoChanged(final AlgoOrder order) {}

    default void onAlgoCanceled(final AlgoOrder order, final AlgoCancel request) {}

    default void onAlgoCancelRejected(final AlgoCancel request, final Refusal refusal) {}

    /** All that follows at once from a request has been told. */
    void onHandled(long requestId);
}
