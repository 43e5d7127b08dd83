package io.ringfence.gateway.matching;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.TimeInForce;
import io.ringfence.journal.number.Money;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Fills orders against a market that it is shown, by the rules of Binance USD-M in one-way mode.
 *
 * <p><b>Time</b> is what {@link #advanceTo} and the market events say; it never goes back (an earlier time counts as
 * now). A request takes effect {@link MatchingRules#latencyNs()} after its arrival, before a market event of the same
 * time; requests keep their order.
 *
 * <p><b>Takers</b> trade with the played best price up to its quoted quantity, then one tick worse with the same
 * quantity again, and so on for at most 100 levels; what our orders took stays taken until the next quote. What is left
 * of a market or IOC order expires.
 *
 * <p><b>Resting orders</b> are last in the queue of their price: a trade at their price doesn't fill them. A trade
 * beyond it fills them whole; a quote whose opposite side reaches it fills up to the quantity quoted there; both at
 * their own price, as maker.
 *
 * <p><b>Reduce-only</b> orders are refused without a position to reduce, fill no more than the position, and expire
 * when nothing is left to reduce. Liquidation, funding and self-trade prevention are not modelled.
 *
 * <p>Deterministic; owned by one thread; market events allocate nothing unless they fill an order.
 */
public final class MatchingModel {
    private final MatchingRules rules;
    private final MatchingListener listener;
    private final Markets markets = new Markets();
    private final List<Account> accounts = new ArrayList<>();
    private final Queue<Pending> pending = new ArrayDeque<>();
    private final Margin margin;
    private final OrderChecks checks;
    private long timeNs;
    private long lastOrderId;
    private long lastTradeId;
    private long stateHash;
    private boolean busy;

    /** A request on its way; exactly one of the two is set. */
    private record Pending(long dueNs, OrderRequest order, CancelRequest cancel) {}

    public MatchingModel(final MatchingRules rules, final MatchingListener listener) {
        this.rules = rules;
        this.listener = listener;
        this.margin = new Margin(rules, markets);
        this.checks = new OrderChecks(rules, margin);
    }

    /** Makes an instrument tradable; its id must be new. */
    public void define(final Instrument instrument) {
        markets.define(instrument);
    }

    /**
     * Opens an account.
     *
     * @param walletBalance money, 1e-8
     * @return its id, from 1
     */
    public int openAccount(final long walletBalance) {
        accounts.add(new Account(accounts.size() + 1, walletBalance));
        return accounts.size();
    }

    public Account account(final int id) {
        return accounts.get(id - 1);
    }

    public MatchingRules rules() {
        return rules;
    }

    /** Market time; 0 before anything was said about it. */
    public long timeNs() {
        return timeNs;
    }

    /** Lets time pass: requests due at or before {@code newTimeNs} take effect, each at its own time. */
    public void advanceTo(final long newTimeNs) {
        handle(newTimeNs);
        timeNs = Math.max(timeNs, newTimeNs);
    }

    /** Lets every request on its way take effect now; for a market that stands still. */
    public void settle() {
        handle(Long.MAX_VALUE);
    }

    /** The best prices and their quantities; a price of 0 means that side is empty. */
    public void onQuote(
            final int instrument,
            final long quoteTimeNs,
            final long bidPrice,
            final long bidQuantity,
            final long askPrice,
            final long askQuantity) {
        advanceTo(quoteTimeNs);
        final Market market = markets.require(instrument);
        market.quoted(bidPrice, bidQuantity, askPrice, askQuantity);
        if (!market.resting().isEmpty() && !busy) {
            busy = true;
            fillCrossed(market);
            afterMarketEvent(market);
        }
    }

    /** A market trade: whoever was the taker, it shows that everything better than its price is gone. */
    public void onTrade(final int instrument, final long tradeTimeNs, final long price) {
        advanceTo(tradeTimeNs);
        final Market market = markets.require(instrument);
        market.traded(price);
        if (!market.resting().isEmpty() && !busy) {
            busy = true;
            fillPassed(market, price);
            afterMarketEvent(market);
        }
    }

    /** The venue's mark price; without one the middle of the quote is taken. */
    public void onMarkPrice(final int instrument, final long markTimeNs, final long markPrice) {
        advanceTo(markTimeNs);
        markets.require(instrument).marked(markPrice);
    }

    /** Sends an order; without latency it is handled before this returns, unless a listener is being called. */
    public void place(final OrderRequest request) {
        markets.require(request.instrument());
        pending.add(new Pending(timeNs + rules.latencyNs(), request, null));
        handle(timeNs);
    }

    /** Sends a cancel, see {@link #place}. */
    public void cancel(final CancelRequest request) {
        pending.add(new Pending(timeNs + rules.latencyNs(), null, request));
        handle(timeNs);
    }

    /** Open orders of an account in one instrument, oldest first. */
    public List<Order> openOrders(final int account, final int instrument) {
        return markets.require(instrument).resting().stream()
                .filter(order -> order.isOpen() && order.request().account() == account)
                .toList();
    }

    /** Price units; 0 while unknown. */
    public long markPrice(final int instrument) {
        return markets.require(instrument).markPrice();
    }

    /** Money, 1e-8: what new positions may use; may be negative. */
    public long availableBalance(final int account) {
        return margin.available(account(account));
    }

    /** Money, 1e-8. */
    public long unrealizedProfit(final int account) {
        return margin.unrealizedProfit(account(account));
    }

    /** Money, 1e-8: margin that resting orders reserve. */
    public long openOrderMargin(final int account) {
        return margin.ordersMargin(account(account));
    }

    /** Changes with everything the model has answered; equal for equal inputs. */
    public long stateHash() {
        return stateHash;
    }

    private void handle(final long untilNs) {
        if (busy) {
            return;
        }
        busy = true;
        try {
            while (!pending.isEmpty() && pending.peek().dueNs() <= untilNs) {
                handle(pending.remove(), untilNs == Long.MAX_VALUE);
            }
        } finally {
            busy = false;
        }
    }

    private void handle(final Pending request, final boolean standingStill) {
        timeNs = standingStill ? timeNs : Math.max(timeNs, request.dueNs());
        if (request.order() != null) {
            execute(request.order());
            listener.onHandled(request.order().requestId());
        } else {
            execute(request.cancel());
            listener.onHandled(request.cancel().requestId());
        }
    }

    private void execute(final OrderRequest request) {
        final Market market = markets.require(request.instrument());
        final Account account = account(request.account());
        final Refusal refusal = checks.refusal(request, market, account);
        if (refusal != null) {
            note(refusal.code(), request.requestId(), 0);
            listener.onRejected(request, refusal);
            return;
        }
        final Order order = open(request, market, account);
        takeLiquidity(order, market, account);
        settleRest(order, account);
        expireNeedless(market, account);
        market.dropClosed();
    }

    private Order open(final OrderRequest request, final Market market, final Account account) {
        final Order order = new Order(request, ++lastOrderId, timeNs);
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

    private void execute(final CancelRequest request) {
        final Account account = account(request.account());
        final Order order = request.orderId() == CancelRequest.BY_CLIENT_ORDER_ID
                ? account.openOrder(request.clientOrderId())
                : account.openOrder(request.orderId());
        if (order == null || order.request().instrument() != request.instrument()) {
            note(Refusal.UNKNOWN_ORDER.code(), request.requestId(), 0);
            listener.onCancelRejected(request, Refusal.UNKNOWN_ORDER);
            return;
        }
        order.canceled(timeNs);
        account.closed(order);
        note(order.orderId(), request.requestId(), order.remainingQuantity());
        listener.onCanceled(order, request);
        markets.require(request.instrument()).dropClosed();
    }

    private void fillCrossed(final Market market) {
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

    private void fillPassed(final Market market, final long tradePrice) {
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

    /** What a listener asked for while orders were being filled had to wait until here. */
    private void afterMarketEvent(final Market market) {
        busy = false;
        market.dropClosed();
        handle(timeNs);
    }

    private void fill(
            final Order order,
            final Market market,
            final Account account,
            final long price,
            final long quantity,
            final boolean maker) {
        final long notional = market.notional(price, quantity);
        final long fee = Money.multiplyDivide(notional, maker ? rules.makerFee() : rules.takerFee(), Money.ONE);
        final long profit = account.filled(market.instrument(), order.isBuy(), quantity, notional, fee);
        order.filled(quantity, notional, timeNs);
        if (!order.isOpen()) {
            account.closed(order);
        }
        note(order.orderId(), price, quantity);
        listener.onFill(order, new Fill(++lastTradeId, price, quantity, notional, fee, profit, maker, timeNs));
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
        order.expired(reason, timeNs);
        account.closed(order);
        note(order.orderId(), reason.code(), order.remainingQuantity());
        listener.onExpired(order);
    }

    private void note(final long a, final long b, final long c) {
        stateHash = mix(mix(mix(mix(stateHash, timeNs), a), b), c);
    }

    /** FNV-1a's step over whole words, spread by a 64-bit odd constant. */
    private static long mix(final long hash, final long value) {
        return Long.rotateLeft((hash ^ value) * 0x9E3779B97F4A7C15L, 29);
    }
}
