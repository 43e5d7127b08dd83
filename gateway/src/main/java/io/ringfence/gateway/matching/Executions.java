package io.ringfence.gateway.matching;

import io.ringfence.journal.message.TimeInForce;
import io.ringfence.journal.number.Money;
import java.util.List;

/** What becomes of requests and resting orders once their time has come: opening, filling, expiring, cancelling. */
final class Executions {
    static final long NEW_ID = 0;

    private final MatchingRules rules;
    private final OrderChecks checks;
    private final List<Account> accounts;
    private final MatchingListener listener;
    private long now;
    private long lastOrderId;
    private long lastTradeId;
    private long hash;

    /** @param accounts by id from 1; grows while the model lives */
    Executions(
            final MatchingRules rules,
            final OrderChecks checks,
            final List<Account> accounts,
            final MatchingListener listener) {
        this.rules = rules;
        this.checks = checks;
        this.accounts = accounts;
        this.listener = listener;
    }

    /** Changes with everything that is told to the listener. */
    long hash() {
        return hash;
    }

    private Account account(final int id) {
        return accounts.get(id - 1);
    }

    /** Numbers orders and trades behind these from now on. */
    void continueBehind(final long orderId, final long tradeId) {
        lastOrderId = Math.max(lastOrderId, orderId);
        lastTradeId = Math.max(lastTradeId, tradeId);
    }

    /** The number of the newest order. */
    long lastOrderId() {
        return lastOrderId;
    }

    /** Checks an order, opens it, and lets it take what it may. Returns why it doesn't, or null. */
    Refusal execute(final OrderRequest request, final Market market, final long timeNs) {
        return execute(request, market, timeNs, NEW_ID);
    }

    /** The same under an id that was claimed before ({@link #claimOrderId}): on spot a conditional order keeps its id when it fires. */
    Refusal execute(final OrderRequest request, final Market market, final long timeNs, final long orderId) {
        now = timeNs;
        final Account account = account(request.account());
        final Refusal refusal = checks.refusal(request, market, account);
        if (refusal != null) {
            note(refusal.code(), request.requestId(), 0);
            listener.onRejected(request, refusal);
            return refusal;
        }
        final Order order = open(request, market, account, orderId == NEW_ID ? claimOrderId() : orderId);
        takeLiquidity(order, market, account);
        settleRest(order, account);
        expireNeedless(market, account);
        market.dropClosed();
        return null;
    }

    /** Closes at the order's own price, without anybody on the other side. */
    void force(final OrderRequest request, final Market market, final long feePart, final long timeNs) {
        now = timeNs;
        final Account account = account(request.account());
        final Order order = open(request, market, account, claimOrderId());
        fill(order, market, account, request.price(), request.quantity(), false, feePart);
        expireNeedless(market, account);
    }

    /** Ends what rests of an account that is liquidated. */
    void expireAll(final Market market, final Account account, final long timeNs) {
        now = timeNs;
        final List<Order> resting = market.resting();
        for (int i = 0; i < resting.size(); i++) {
            final Order order = resting.get(i);
            if (order.isOpen() && order.request().account() == account.id()) {
                expire(order, account, ExpiryReason.LIQUIDATION);
            }
        }
    }

    long claimOrderId() {
        return ++lastOrderId;
    }

    private Order open(final OrderRequest request, final Market market, final Account account, final long orderId) {
        final Order order = new Order(request, orderId, now);
        account.opened(order);
        market.resting().add(order);
        note(order.orderId(), request.quantity(), request.price());
        listener.onAccepted(order);
        return order;
    }

    private void takeLiquidity(final Order order, final Market market, final Account account) {
        final boolean buy = order.isBuy();
        if (!market.hasOpposite(buy)) {
            return;
        }
        long wanted = wanted(order, account);
        long level = market.nextLevel(buy);
        while (wanted > 0 && level < Market.MAX_LEVELS && reaches(order, market.levelPrice(buy, level))) {
            final long quantity = Math.min(wanted, market.leftOnNextLevel(buy));
            market.take(buy, quantity);
            fill(order, market, account, market.levelPrice(buy, level), quantity, false);
            wanted -= quantity;
            level = market.nextLevel(buy);
        }
    }

    private static boolean reaches(final Order order, final long price) {
        final OrderRequest request = order.request();
        if (price <= 0) {
            return false;
        }
        return request.isMarket() || (order.isBuy() ? price <= request.price() : price >= request.price());
    }

    private static long wanted(final Order order, final Account account) {
        final OrderRequest request = order.request();
        final long remaining = order.remainingQuantity();
        return request.reduceOnly()
                ? Math.min(remaining, account.reducible(request.instrument(), order.isBuy()))
                : remaining;
    }

    private void settleRest(final Order order, final Account account) {
        final OrderRequest request = order.request();
        if (!order.isOpen()) {
            return;
        }
        if (request.isMarket()) {
            final boolean nothingToReduce = request.reduceOnly() && wanted(order, account) == 0;
            expire(order, account, nothingToReduce ? ExpiryReason.REDUCE_ONLY : ExpiryReason.MARKET_REMAINDER);
        } else if (request.timeInForce() == TimeInForce.IOC || request.timeInForce() == TimeInForce.FOK) {
            expire(order, account, ExpiryReason.IMMEDIATE_OR_CANCEL);
        }
    }

    void execute(final CancelRequest request, final long timeNs) {
        now = timeNs;
        final Account account = account(request.account());
        final Order order = request.orderId() == CancelRequest.BY_CLIENT_ORDER_ID
                ? account.openOrder(request.clientOrderId())
                : account.openOrder(request.orderId());
        if (order == null || order.request().instrument() != request.instrument()) {
            note(Refusal.UNKNOWN_ORDER.code(), request.requestId(), 0);
            listener.onCancelRejected(request, Refusal.UNKNOWN_ORDER);
            return;
        }
        order.canceled(now);
        account.closed(order);
        note(order.orderId(), request.requestId(), order.remainingQuantity());
        listener.onCanceled(order, request);
    }

    /** Fills resting orders that the quote of {@code market} has reached. */
    void fillCrossed(final Market market, final long timeNs) {
        now = timeNs;
        final List<Order> resting = market.resting();
        for (int i = 0; i < resting.size(); i++) {
            final Order order = resting.get(i);
            if (order.isOpen() && market.crosses(order.isBuy(), order.request().price())) {
                final long available =
                        market.available(order.isBuy(), order.request().price());
                market.take(order.isBuy(), fillResting(order, market, available));
            }
        }
    }

    /** Fills resting orders that a trade has gone through. */
    void fillPassed(final Market market, final long tradePrice, final long timeNs) {
        now = timeNs;
        final List<Order> resting = market.resting();
        for (int i = 0; i < resting.size(); i++) {
            final Order order = resting.get(i);
            final long limit = order.request().price();
            if (order.isOpen() && (order.isBuy() ? tradePrice < limit : tradePrice > limit)) {
                fillResting(order, market, order.remainingQuantity());
            }
        }
    }

    /** Returns the quantity filled. */
    private long fillResting(final Order order, final Market market, final long atMost) {
        final Account account = account(order.request().account());
        final long quantity = Math.min(atMost, wanted(order, account));
        if (quantity > 0) {
            fill(order, market, account, order.request().price(), quantity, true);
            expireNeedless(market, account);
        }
        return quantity;
    }

    private void fill(
            final Order order,
            final Market market,
            final Account account,
            final long price,
            final long quantity,
            final boolean maker) {
        fill(order, market, account, price, quantity, maker, maker ? rules.makerFee() : rules.takerFee());
    }

    private void fill(
            final Order order,
            final Market market,
            final Account account,
            final long price,
            final long quantity,
            final boolean maker,
            final long feePart) {
        final long notional = market.notional(price, quantity);
        final boolean inOther = market.isSpot() && account.feeAssetPrice() > 0;
        final boolean inBase = !inOther
                && order.isBuy()
                && market.isSpot()
                && market.instrument().quantityScale() >= Money.SCALE;
        final long baseFee = inBase ? Money.multiplyDivide(quantity, feePart, Money.ONE) : 0;
        final long worth = Money.multiplyDivide(notional, feePart, Money.ONE);
        final long otherFee = inOther ? Money.multiplyDivide(worth, Money.ONE, account.feeAssetPrice()) : 0;
        final long fee = inBase ? market.notional(price, baseFee) : inOther ? 0 : worth;
        account.paidInFeeAsset(otherFee);
        final long profit = account.filled(
                market.instrument(), order.isBuy(), quantity - baseFee, inBase ? notional - fee : notional, fee, now);
        order.filled(quantity, notional, now);
        if (!order.isOpen()) {
            account.closed(order);
        }
        note(order.orderId(), price, quantity);
        listener.onFill(
                order, new Fill(++lastTradeId, price, quantity, notional, fee, profit, maker, now, baseFee, otherFee));
    }

    private void expireNeedless(final Market market, final Account account) {
        final List<Order> resting = market.resting();
        for (int i = 0; i < resting.size(); i++) {
            final Order order = resting.get(i);
            final OrderRequest request = order.request();
            if (order.isOpen()
                    && request.reduceOnly()
                    && request.account() == account.id()
                    && account.reducible(request.instrument(), order.isBuy()) == 0) {
                expire(order, account, ExpiryReason.REDUCE_ONLY);
            }
        }
    }

    private void expire(final Order order, final Account account, final ExpiryReason reason) {
        order.expired(reason, now);
        account.closed(order);
        note(order.orderId(), reason.code(), order.remainingQuantity());
        listener.onExpired(order);
    }

    private void note(final long a, final long b, final long c) {
        hash = mix(mix(mix(mix(hash, now), a), b), c);
    }

    /** One multiply-and-rotate step per word. */
    private static long mix(final long seed, final long value) {
        return Long.rotateLeft((seed ^ value) * 0x9E3779B97F4A7C15L, 29);
    }
}
