package io.ringfence.gateway.simulated;

import io.ringfence.gateway.matching.Account;
import io.ringfence.gateway.matching.AlgoCancel;
import io.ringfence.gateway.matching.AlgoOrder;
import io.ringfence.gateway.matching.AlgoRequest;
import io.ringfence.gateway.matching.CancelRequest;
import io.ringfence.gateway.matching.Fill;
import io.ringfence.gateway.matching.MatchingListener;
import io.ringfence.gateway.matching.Order;
import io.ringfence.gateway.matching.OrderRequest;
import io.ringfence.gateway.matching.Refusal;
import io.ringfence.journal.message.BalanceReason;

/** Two listeners in their order: the books are written before a customer hears. */
record Listeners(MatchingListener first, MatchingListener second) implements MatchingListener {
    @Override
    public void onAccepted(final Order order) {
        first.onAccepted(order);
        second.onAccepted(order);
    }

    @Override
    public void onRejected(final OrderRequest request, final Refusal refusal) {
        first.onRejected(request, refusal);
        second.onRejected(request, refusal);
    }

    @Override
    public void onFill(final Order order, final Fill fill) {
        first.onFill(order, fill);
        second.onFill(order, fill);
    }

    @Override
    public void onCanceled(final Order order, final CancelRequest request) {
        first.onCanceled(order, request);
        second.onCanceled(order, request);
    }

    @Override
    public void onCancelRejected(final CancelRequest request, final Refusal refusal) {
        first.onCancelRejected(request, refusal);
        second.onCancelRejected(request, refusal);
    }

    @Override
    public void onExpired(final Order order) {
        first.onExpired(order);
        second.onExpired(order);
    }

    @Override
    public void onAlgoAccepted(final AlgoOrder order) {
        first.onAlgoAccepted(order);
        second.onAlgoAccepted(order);
    }

    @Override
    public void onAlgoRejected(final AlgoRequest request, final Refusal refusal) {
        first.onAlgoRejected(request, refusal);
        second.onAlgoRejected(request, refusal);
    }

    @Override
    public void onAlgoChanged(final AlgoOrder order) {
        first.onAlgoChanged(order);
        second.onAlgoChanged(order);
    }

    @Override
    public void onAlgoCanceled(final AlgoOrder order, final AlgoCancel request) {
        first.onAlgoCanceled(order, request);
        second.onAlgoCanceled(order, request);
    }

    @Override
    public void onAlgoCancelRejected(final AlgoCancel request, final Refusal refusal) {
        first.onAlgoCancelRejected(request, refusal);
        second.onAlgoCancelRejected(request, refusal);
    }

    @Override
    public void onCharged(final Account account, final int instrument, final long change, final BalanceReason reason) {
        first.onCharged(account, instrument, change, reason);
        second.onCharged(account, instrument, change, reason);
    }

    @Override
    public void onHandled(final long requestId) {
        first.onHandled(requestId);
        second.onHandled(requestId);
    }
}
