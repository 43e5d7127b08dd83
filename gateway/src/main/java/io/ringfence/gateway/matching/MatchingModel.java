package io.ringfence.gateway.matching;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.BalanceReason;
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
 * when nothing is left to reduce. Self-trade prevention is not modelled.
 *
 * <p><b>Margin</b>: leverage and margin type per account and instrument. Whatever has less than its maintenance margin at the mark price is
 * closed at once, see {@link Liquidation}. Funding is paid when {@link #fund} says so.
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
    private final Executions executions;
    private final Conditionals conditionals;
    private final Liquidation liquidation;
    private long timeNs;
    private boolean busy;

    /** A request on its way, and what it does when it gets there. */
    private record Pending(long dueNs, long requestId, Runnable effect) {}

    public MatchingModel(final MatchingRules rules, final MatchingListener listener) {
        this.rules = rules;
        this.listener = listener;
        this.margin = new Margin(rules, markets);
        this.executions = new Executions(rules, new OrderChecks(rules, margin), accounts, listener);
        this.conditionals = new Conditionals(executions, margin, accounts, listener);
        this.liquidation = new Liquidation(rules, markets, margin, executions, accounts, listener);
    }

    /** Makes an instrument tradable; its id must be new. */
    public void define(final Instrument instrument) {
        markets.define(instrument);
    }

    public boolean isDefined(final int instrument) {
        return markets.at(instrument) != null;
    }

    /**
     * Opens an account.
     *
     * @param walletBalance money, 1e-8
     * @return its id, from 1
     */
    public int openAccount(final long walletBalance) {
        accounts.add(new Account(accounts.size() + 1, walletBalance, new MarginTerms(rules.leverage(), false)));
        return accounts.size();
    }

    /**
     * Gives an account what it held before the model began; before anything was traded in that instrument.
     *
     * @param quantity      negative is short
     * @param entryNotional money 1e-8, what the open quantity was bought or sold for
     */
    public void restore(final int account, final int instrument, final long quantity, final long entryNotional) {
        account(account).restore(markets.require(instrument).instrument(), quantity, entryNotional);
    }

    /** Numbers orders and trades behind these from now on, so that no number of an earlier model comes again. */
    public void continueBehind(final long orderId, final long tradeId) {
        executions.continueBehind(orderId, tradeId);
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
            executions.fillCrossed(market, timeNs);
            afterMarketEvent(market);
        }
        lookAtPrices(market);
    }

    /** A market trade: whoever was the taker, it shows that everything better than its price is gone. */
    public void onTrade(final int instrument, final long tradeTimeNs, final long price) {
        advanceTo(tradeTimeNs);
        final Market market = markets.require(instrument);
        market.traded(price);
        if (!market.resting().isEmpty() && !busy) {
            busy = true;
            executions.fillPassed(market, price, timeNs);
            afterMarketEvent(market);
        }
        lookAtPrices(market);
    }

    /** The venue's mark price; without one the middle of the quote is taken. */
    public void onMarkPrice(final int instrument, final long markTimeNs, final long markPrice) {
        advanceTo(markTimeNs);
        final Market market = markets.require(instrument);
        market.marked(markPrice);
        lookAtPrices(market);
    }

    private void lookAtPrices(final Market market) {
        if (!conditionals.isEmpty() && !busy) {
            busy = true;
            conditionals.look(market, timeNs);
            afterMarketEvent(market);
        }
        if (!busy && liquidation.isDue(market)) {
            busy = true;
            liquidation.take(market, timeNs);
            afterMarketEvent(market);
        }
    }

    /** How an account holds an instrument from now on; a position may be too large for it at once. */
    public void terms(final int account, final int instrument, final MarginTerms terms) {
        markets.require(instrument);
        account(account).terms(instrument, terms);
    }

    /**
     * Every position in {@code instrument} pays funding, or gets it: {@code rate} of its notional at the mark price, rounded half away from
     * zero; with a positive rate longs pay.
     *
     * @param rate 1e-8
     */
    public void fund(final int instrument, final long rate) {
        final long mark = markets.require(instrument).markPrice();
        for (final Account account : accounts) {
            final Position position = account.position(instrument);
            final long paid = position == null ? 0 : Money.multiplyDivide(position.notional(mark), rate, Money.ONE);
            if (paid != 0 && position.quantity() != 0) {
                final long change = position.quantity() > 0 ? -paid : paid;
                account.charge(change, timeNs);
                listener.onCharged(account, instrument, change, BalanceReason.FUNDING);
            }
        }
    }

    /** From now on {@code instrument} isn't traded, or is again: while it is halted every order is refused, waiting ones wait, and quotes go on. */
    public void halt(final int instrument, final boolean halted) {
        markets.require(instrument).halted(halted);
    }

    public boolean isHalted(final int instrument) {
        return markets.require(instrument).isHalted();
    }

    /** Spot: everybody pays fees in an asset of their own from now on, of which one is worth {@code price}, money 1e-8; 0: as usual again. */
    public void feeAssetPrice(final long price) {
        accounts.forEach(account -> account.feeAssetPrice(price));
    }

    /** The venue takes up to {@code quantity} of a position at the mark price, for those who went bankrupt on the other side. */
    public void deleverage(final int account, final int instrument, final long quantity) {
        liquidation.deleverage(account(account), markets.require(instrument), quantity, timeNs);
    }

    /** Money, 1e-8: what keeps the account's positions. */
    public long maintenanceMargin(final int account) {
        return margin.maintenance(account(account));
    }

    /** Money, 1e-8: what the account's positions bind. */
    public long positionsMargin(final int account) {
        return margin.positionsMargin(account(account));
    }

    /** Money, 1e-8: what keeps one position. */
    public long maintenanceMargin(final Position position) {
        return margin.maintenance(position);
    }

    /** Money, 1e-8: what an isolated position has of its own; 0 for others. */
    public long isolatedMargin(final int account, final Position position) {
        return margin.isolatedMargin(account(account), position);
    }

    /** Sends an order; without latency it is handled before this returns, unless a listener is being called. */
    public void place(final OrderRequest request) {
        final Market market = markets.require(request.instrument());
        send(request.requestId(), () -> executions.execute(request, market, timeNs));
    }

    /** Sends a cancel, see {@link #place}. */
    public void cancel(final CancelRequest request) {
        final Market market = markets.require(request.instrument());
        send(request.requestId(), () -> {
            executions.execute(request, timeNs);
            market.dropClosed();
        });
    }

    /** Sends a conditional order, see {@link #place}. */
    public void placeAlgo(final AlgoRequest request) {
        final Market market = markets.require(request.instrument());
        send(request.requestId(), () -> conditionals.place(request, market, timeNs));
    }

    /** Sends a cancel of a conditional order, see {@link #place}. */
    public void cancelAlgo(final AlgoCancel request) {
        send(request.requestId(), () -> conditionals.cancel(request, timeNs));
    }

    /**
     * Spot: takes an order back, waiting or open, and only if that worked places {@code order} or, if that is null, {@code stop}; in one step. What becomes of
     * each is told as of a cancel and a placement, of which the latter stays away where the cancel was refused.
     */
    public void replace(
            final AlgoCancel cancel, final int instrument, final OrderRequest order, final AlgoRequest stop) {
        final Market market = markets.require(instrument);
        send(cancel.requestId(), () -> {
            if (cancelSpot(cancel, market)) {
                if (order != null) {
                    executions.execute(order, market, timeNs);
                } else {
                    conditionals.place(stop, market, timeNs);
                }
            }
        });
    }

    /** Spot: takes an order back, waiting or open. */
    public void cancelSpot(final AlgoCancel cancel, final int instrument) {
        final Market market = markets.require(instrument);
        send(cancel.requestId(), () -> cancelSpot(cancel, market));
    }

    private boolean cancelSpot(final AlgoCancel cancel, final Market market) {
        if (conditionals.remove(cancel, timeNs)) {
            return true;
        }
        final Account account = account(cancel.account());
        final boolean open = cancel.algoId() == AlgoCancel.BY_CLIENT_ALGO_ID
                ? account.openOrder(cancel.clientAlgoId()) != null
                : account.openOrder(cancel.algoId()) != null;
        executions.execute(
                new CancelRequest(
                        cancel.requestId(),
                        cancel.account(),
                        market.instrument().id(),
                        cancel.algoId(),
                        cancel.clientAlgoId()),
                timeNs);
        market.dropClosed();
        return open;
    }

    /** Spot: what open and waiting orders are to sell of what is held, quantity units. */
    public long lockedBase(final int account, final int instrument) {
        return margin.lockedBase(markets.require(instrument), account(account));
    }

    private void send(final long requestId, final Runnable effect) {
        pending.add(new Pending(timeNs + rules.latencyNs(), requestId, effect));
        handle(timeNs);
    }

    /** Conditional orders of an account that wait for their price, oldest first. */
    public List<AlgoOrder> restingAlgoOrders(final int account) {
        return conditionals.resting(account);
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
        return executions.hash();
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
        request.effect().run();
        listener.onHandled(request.requestId());
    }

    /** What a listener asked for while orders were being filled had to wait until here. */
    private void afterMarketEvent(final Market market) {
        busy = false;
        market.dropClosed();
        handle(timeNs);
    }
}
