package io.ringfence.gateway.matching;

import io.ringfence.journal.message.AlgoStatus;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.TimeInForce;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditional orders that wait for their price, and what becomes of them. One that fires becomes a market order of the same name at
 * once; the venue tells TRIGGERING before that order's reports, TRIGGERED and FINISHED behind them, as it was recorded.
 */
final class Conditionals {
    private static final long NO_REQUEST = 0;

    private final List<AlgoOrder> resting = new ArrayList<>();
    private final Executions executions;
    private final Margin margin;
    private final List<Account> accounts;
    private final MatchingListener listener;
    private long lastAlgoId;

    /** @param accounts by id from 1; grows while the model lives */
    Conditionals(
            final Executions executions,
            final Margin margin,
            final List<Account> accounts,
            final MatchingListener listener) {
        this.margin = margin;
        margin.connect(this);
        this.executions = executions;
        this.accounts = accounts;
        this.listener = listener;
    }

    boolean isEmpty() {
        return resting.isEmpty();
    }

    /** Waiting ones of an account, oldest first. */
    List<AlgoOrder> resting(final int account) {
        return resting.stream()
                .filter(order -> order.request().account() == account)
                .toList();
    }

    void place(final AlgoRequest request, final Market market, final long timeNs) {
        final Refusal refusal = refusal(request, market);
        if (refusal != null) {
            listener.onAlgoRejected(request, refusal);
            return;
        }
        // On spot they are orders like others, with a number of theirs.
        final long id = market.isSpot() ? executions.claimOrderId() : ++lastAlgoId;
        final AlgoOrder order = new AlgoOrder(request, id, timeNs);
        resting.add(order);
        listener.onAlgoAccepted(order);
    }

    private Refusal refusal(final AlgoRequest request, final Market market) {
        final Refusal shape = refusalOfShape(request, market);
        if (shape != null) {
            return shape;
        }
        int same = 0;
        for (final AlgoOrder order : resting) {
            if (order.request().account() == request.account()) {
                if (order.request().clientAlgoId().equals(request.clientAlgoId())) {
                    return Refusal.CLIENT_ORDER_ID_DUPLICATED;
                }
                same += order.request().instrument() == request.instrument() ? 1 : 0;
            }
        }
        if (same >= MatchingRules.MAX_ALGO_ORDERS) {
            return Refusal.TOO_MANY_ALGO_ORDERS;
        }
        if (market.isSpot() && !isHeld(request, market)) {
            return Refusal.MARGIN_INSUFFICIENT;
        }
        return request.firesAt(price(request, market)) ? Refusal.WOULD_TRIGGER : null;
    }

    /** Spot: what it is to sell must be there, and no other order's. */
    private boolean isHeld(final AlgoRequest request, final Market market) {
        return !request.isBuy() && request.quantity() <= margin.freeBase(market, accounts.get(request.account() - 1));
    }

    /** What waiting orders are to sell, quantity units. */
    long toSell(final int account, final int instrument) {
        long quantity = 0;
        for (int i = 0; i < resting.size(); i++) {
            final AlgoRequest request = resting.get(i).request();
            final boolean sells = !request.isBuy() && request.account() == account;
            quantity += sells && request.instrument() == instrument ? request.quantity() : 0;
        }
        return quantity;
    }

    private static Refusal refusalOfShape(final AlgoRequest request, final Market market) {
        if (market.isHalted()) {
            return Refusal.HALTED;
        }
        if (request.triggerPrice() < market.instrument().tickSize()) {
            return Refusal.PRICE_BELOW_MINIMUM;
        }
        if (request.triggerPrice() % market.instrument().tickSize() != 0) {
            return Refusal.PRICE_OFF_TICK;
        }
        return request.closesPosition() ? null : OrderChecks.ofQuantity(request.quantity(), market.instrument());
    }

    private static long price(final AlgoRequest request, final Market market) {
        return request.byMark() ? market.markPrice() : market.lastTradePrice();
    }

    void cancel(final AlgoCancel request, final long timeNs) {
        if (!remove(request, timeNs)) {
            listener.onAlgoCancelRejected(request, Refusal.UNKNOWN_ORDER);
        }
    }

    /** Takes one back and tells so; false if no such order waits. */
    boolean remove(final AlgoCancel request, final long timeNs) {
        for (int i = 0; i < resting.size(); i++) {
            final AlgoOrder order = resting.get(i);
            if (order.request().account() == request.account() && isNamed(order, request)) {
                resting.remove(i);
                order.moved(AlgoStatus.CANCELED, timeNs);
                listener.onAlgoCanceled(order, request);
                return true;
            }
        }
        return false;
    }

    private static boolean isNamed(final AlgoOrder order, final AlgoCancel request) {
        return request.algoId() == AlgoCancel.BY_CLIENT_ALGO_ID
                ? order.request().clientAlgoId().equals(request.clientAlgoId())
                : order.algoId() == request.algoId();
    }

    /** Looks at all that wait in {@code market}, with its present prices. */
    void look(final Market market, final long timeNs) {
        if (market.isHalted()) {
            return;
        }
        for (int i = 0; i < resting.size(); ) {
            final AlgoOrder order = resting.get(i);
            final AlgoRequest request = order.request();
            if (request.instrument() == market.instrument().id() && request.firesAt(price(request, market))) {
                resting.remove(i);
                fire(order, market, timeNs);
            } else {
                i++;
            }
        }
    }

    private void fire(final AlgoOrder order, final Market market, final long timeNs) {
        order.triggering(timeNs);
        listener.onAlgoChanged(order);
        final AlgoRequest request = order.request();
        final long held = accounts.get(request.account() - 1).reducible(request.instrument(), request.isBuy());
        final Refusal refusal = executions.execute(
                new OrderRequest(
                        NO_REQUEST,
                        request.account(),
                        request.instrument(),
                        request.clientAlgoId(),
                        request.side(),
                        OrderType.MARKET,
                        TimeInForce.GTC,
                        0,
                        request.closesPosition() ? held : request.quantity(),
                        request.reduceOnly() || request.closesPosition()),
                market,
                timeNs,
                market.isSpot() ? order.algoId() : Executions.NEW_ID);
        if (refusal != null) {
            order.rejected(refusal.message(), timeNs);
        } else {
            order.became(market.isSpot() ? order.algoId() : executions.lastOrderId());
            order.moved(AlgoStatus.TRIGGERED, timeNs);
            listener.onAlgoChanged(order);
            order.moved(AlgoStatus.FINISHED, timeNs);
        }
        listener.onAlgoChanged(order);
    }
}
