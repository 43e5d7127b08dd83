package io.ringfence.gateway.matching;

import io.ringfence.journal.number.Money;

/**
 * What positions and orders bind, and what keeps them.
 *
 * <ul>
 *   <li>Available = wallet + unrealized profit - (positions at mark + resting orders) / leverage. An order needs the margin of the part
 *       that opens a position, plus the taker fee; one that only closes needs none.
 *   <li>A position needs {@link MatchingRules#maintenance} of its notional at the mark price. An isolated one has the margin that it
 *       was opened with (what was paid / leverage), all others together the rest of the wallet, each with its unrealized profit.
 * </ul>
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
        return notional / account.terms(request.instrument()).leverage() + Math.max(0, fee) <= available(account);
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
    private static long leverage(final Account account, final Market market) {
        return market.isSpot() ? 1 : account.terms(market.instrument().id()).leverage();
    }

    /** Money, 1e-8; may be negative. On spot what is held was paid for: there it is the free balance. */
    long available(final Account account) {
        long available = account.walletBalance();
        for (final Position position : account.tradedPositions()) {
            final Market market = markets.at(position.instrument().id());
            final long mark = market.markPrice();
            available += position.unrealizedProfit(mark) - position.notional(mark) / leverage(account, market);
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

    /** Money, 1e-8: what positions bind at the mark price. */
    long positionsMargin(final Account account) {
        long margin = 0;
        for (final Position position : account.tradedPositions()) {
            margin += position.notional(mark(position)) / leverage(account, position);
        }
        return margin;
    }

    /** Money, 1e-8: what keeps all positions. */
    long maintenance(final Account account) {
        long needed = 0;
        for (int i = 0; i < account.tradedPositions().size(); i++) {
            needed += maintenance(account.tradedPositions().get(i));
        }
        return needed;
    }

    /** Money, 1e-8: what keeps {@code position}, rounded down. */
    long maintenance(final Position position) {
        return Money.multiplyDivideDown(position.notional(mark(position)), rules.maintenance(), Money.ONE);
    }

    /** Whether an isolated position has less than keeps it. */
    boolean isIsolatedShort(final Account account, final Position position) {
        return isolatedMargin(account, position) + position.unrealizedProfit(mark(position)) < maintenance(position);
    }

    /** Whether all that isn't isolated has less than keeps it. */
    boolean isCrossShort(final Account account) {
        long balance = account.walletBalance();
        long needed = 0;
        for (int i = 0; i < account.tradedPositions().size(); i++) {
            final Position position = account.tradedPositions().get(i);
            if (account.terms(position.instrument().id()).isolated()) {
                balance -= isolatedMargin(account, position);
            } else {
                balance += position.unrealizedProfit(mark(position));
                needed += maintenance(position);
            }
        }
        return needed > 0 && balance < needed;
    }

    /** Money, 1e-8, of its own; 0 for one that isn't isolated. */
    long isolatedMargin(final Account account, final Position position) {
        return account.terms(position.instrument().id()).isolated()
                ? position.entryNotional() / leverage(account, position)
                : 0;
    }

    private long leverage(final Account account, final Position position) {
        return leverage(account, markets.at(position.instrument().id()));
    }

    private long mark(final Position position) {
        return markets.at(position.instrument().id()).markPrice();
    }

    private long ordersMargin(final Market market, final Account account) {
        long reserved = 0;
        for (final Order order : market.resting()) {
            final OrderRequest request = order.request();
            final boolean pays = !market.isSpot() || request.isBuy();
            if (order.isOpen() && request.account() == account.id() && !request.reduceOnly() && pays) {
                reserved += market.notional(request.price(), order.remainingQuantity()) / leverage(account, market);
            }
        }
        return reserved;
    }
}
