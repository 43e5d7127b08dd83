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

    Margin(final MatchingRules rules, final Markets markets) {
        this.rules = rules;
        this.markets = markets;
    }

    boolean allows(final OrderRequest request, final Market market, final Account account, final long price) {
        final long closing = account.reducible(request.instrument(), request.isBuy());
        final long opening = request.reduceOnly() ? 0 : Math.max(0, request.quantity() - closing);
        if (opening == 0) {
            return true;
        }
        final long notional = market.notional(price, opening);
        final long fee = Money.multiplyDivide(notional, rules.takerFee(), Money.ONE);
        return notional / rules.leverage() + Math.max(0, fee) <= available(account);
    }

    /** Money, 1e-8; may be negative. */
    long available(final Account account) {
        long available = account.walletBalance();
        for (final Position position : account.tradedPositions()) {
            final long mark = markets.at(position.instrument().id()).markPrice();
            available += position.unrealizedProfit(mark) - position.notional(mark) / rules.leverage();
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
            if (order.isOpen() && request.account() == account.id() && !request.reduceOnly()) {
                reserved += market.notional(request.price(), order.remainingQuantity()) / rules.leverage();
            }
        }
        return reserved;
    }
}
