package io.ringfence.gateway.matching;

import io.ringfence.journal.number.Money;

/**
 * Simple cross margin: available = wallet + unrealized profit - (positions at mark + resting orders) / leverage. An
 * order needs the margin of the part that opens a position, plus the taker fee; one that only closes needs none.
 * Maintenance margin and liquidation are not modelled.
 */
final class Margin {
    private final MatchingRules rules;
    private final Markets markets;
    private Conditionals waiting;

    Margin(final MatchingRules rules, final Markets markets) {
        this.rules = rules;
        this.markets = markets;
    }

    /** Ties the knot: conditional orders are checked here, too. */
    void connect(final Conditionals waiting) {
        this.waiting = waiting;
    }

    boolean allows(final OrderRequest request, final Market market, final Account account, final long price) {
        if (market.isSpot()) {
            return request.isBuy()
                    ? market.notional(price, request.quantity()) <= available(account)
                    : request.quantity() <= freeBase(market, account);
        }
        final long closing = account.reducible(request.instrument(), request.isBuy());
        final long opening = request.reduceOnly() ? 0 : Math.max(0, request.quantity() - closing);
        if (opening == 0) {
            return true;
        }
        final long notional = market.notional(price, opening);
        final long fee = Money.multiplyDivide(notional, rules.takerFee(), Money.ONE);
        return notional / rules.leverage() + Math.max(0, fee) <= available(account);
    }

    /** Spot: what is held and no order is to sell, quantity units. */
    long freeBase(final Market market, final Account account) {
        return account.quantity(market.instrument().id()) - lockedBase(market, account);
    }

    /** Spot: what open and waiting orders are to sell, quantity units. */
    long lockedBase(final Market market, final Account account) {
        long locked = waiting.toSell(account.id(), market.instrument().id());
        for (final Order order : market.resting()) {
            final boolean sells = order.isOpen() && !order.isBuy();
            locked += sells && order.request().account() == account.id() ? order.remainingQuantity() : 0;
        }
        return locked;
    }

    /** Spot is paid in full. */
    private long leverage(final Market market) {
        return market.isSpot() ? 1 : rules.leverage();
    }

    /** Money, 1e-8; may be negative. On spot what is held was paid for: there it is the free balance. */
    long available(final Account account) {
        long available = account.walletBalance();
        for (final Position position : account.tradedPositions()) {
            final Market market = markets.at(position.instrument().id());
            final long mark = market.markPrice();
            available += position.unrealizedProfit(mark) - position.notional(mark) / leverage(market);
        }
        return available - ordersMargin(account);
    }

    /** Money, 1e-8. */
    long unrealizedProfit(final Account account) {
        long profit = 0;
        for (final Position position : account.tradedPositions()) {
            profit += position.unrealizedProfit(
                    markets.at(position.instrument().id()).markPrice());
        }
        return profit;
    }

    /** Money, 1e-8: what resting orders reserve. */
    long ordersMargin(final Account account) {
        long reserved = 0;
        for (int id = 1; id <= markets.highestId(); id++) {
            final Market market = markets.at(id);
            reserved += market == null ? 0 : ordersMargin(market, account);
        }
        return reserved;
    }

    private long ordersMargin(final Market market, final Account account) {
        long reserved = 0;
        for (final Order order : market.resting()) {
            final OrderRequest request = order.request();
            final boolean pays = !market.isSpot() || request.isBuy();
            if (order.isOpen() && request.account() == account.id() && !request.reduceOnly() && pays) {
                reserved += market.notional(request.price(), order.remainingQuantity()) / leverage(market);
            }
        }
        return reserved;
    }
}
