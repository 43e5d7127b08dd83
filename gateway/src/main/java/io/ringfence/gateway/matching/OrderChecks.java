package io.ringfence.gateway.matching;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.TimeInForce;
import io.ringfence.journal.number.Money;

/** The venue's checks before an order becomes open, in the order in which it makes them. Null: nothing against it. */
final class OrderChecks {
    private final MatchingRules rules;
    private final Margin margin;

    OrderChecks(final MatchingRules rules, final Margin margin) {
        this.rules = rules;
        this.margin = margin;
    }

    Refusal refusal(final OrderRequest request, final Market market, final Account account) {
        Refusal refusal = market.isHalted() ? Refusal.HALTED : null;
        refusal = refusal != null ? refusal : ofQuantity(request.quantity(), market.instrument());
        refusal = refusal != null ? refusal : ofPrice(request, market.instrument());
        refusal = refusal != null ? refusal : ofIdentity(request, market, account);
        refusal = refusal != null ? refusal : ofLiquidity(request, market);
        refusal = refusal != null ? refusal : ofBand(request, market);
        refusal = refusal != null ? refusal : ofReduceOnly(request, account);
        refusal = refusal != null ? refusal : ofNotional(request, market);
        refusal = refusal != null ? refusal : ofTimeInForce(request, market, account);
        return refusal != null ? refusal : ofMargin(request, market, account);
    }

    static Refusal ofQuantity(final long quantity, final Instrument instrument) {
        if (quantity <= 0) {
            return Refusal.QUANTITY_NOT_POSITIVE;
        }
        if (quantity < instrument.minQuantity()) {
            return Refusal.QUANTITY_BELOW_MINIMUM;
        }
        if (quantity > instrument.maxQuantity()) {
            return Refusal.QUANTITY_ABOVE_MAXIMUM;
        }
        return quantity % instrument.lotSize() == 0 ? null : Refusal.QUANTITY_OFF_STEP;
    }

    private static Refusal ofPrice(final OrderRequest request, final Instrument instrument) {
        if (request.isMarket()) {
            return null;
        }
        if (request.price() < instrument.tickSize()) {
            return Refusal.PRICE_BELOW_MINIMUM;
        }
        return request.price() % instrument.tickSize() == 0 ? null : Refusal.PRICE_OFF_TICK;
    }

    private Refusal ofIdentity(final OrderRequest request, final Market market, final Account account) {
        if (account.openOrder(request.clientOrderId()) != null) {
            return Refusal.CLIENT_ORDER_ID_DUPLICATED;
        }
        int open = 0;
        for (final Order order : market.resting()) {
            open += order.isOpen() && order.request().account() == account.id() ? 1 : 0;
        }
        return open < rules.maxOpenOrders() ? null : Refusal.TOO_MANY_OPEN_ORDERS;
    }

    private static Refusal ofLiquidity(final OrderRequest request, final Market market) {
        return request.isMarket() && !market.hasOpposite(request.isBuy()) ? Refusal.NOTHING_TO_FILL_AGAINST : null;
    }

    private Refusal ofBand(final OrderRequest request, final Market market) {
        final long mark = market.markPrice();
        if (mark == 0) {
            return null;
        }
        final long price = request.isMarket() ? market.oppositePrice(request.isBuy()) : request.price();
        if (request.isBuy() && price > Money.multiplyDivideDown(mark, rules.bandUp(), Money.ONE)) {
            return request.isMarket() ? Refusal.BEST_PRICE_OUTSIDE_BAND : Refusal.PRICE_ABOVE_BAND;
        }
        if (!request.isBuy() && price < Money.multiplyDivideDown(mark, rules.bandDown(), Money.ONE)) {
            return request.isMarket() ? Refusal.BEST_PRICE_OUTSIDE_BAND : Refusal.PRICE_BELOW_BAND;
        }
        return null;
    }

    private static Refusal ofReduceOnly(final OrderRequest request, final Account account) {
        final boolean reduces = account.reducible(request.instrument(), request.isBuy()) > 0;
        return request.reduceOnly() && !reduces ? Refusal.REDUCE_ONLY : null;
    }

    private static Refusal ofNotional(final OrderRequest request, final Market market) {
        final long price = request.isMarket() ? market.oppositePrice(request.isBuy()) : request.price();
        final boolean tooSmall =
                market.notional(price, request.quantity()) < market.instrument().minNotional();
        return tooSmall && !request.reduceOnly() ? Refusal.NOTIONAL_BELOW_MINIMUM : null;
    }

    private static Refusal ofTimeInForce(final OrderRequest request, final Market market, final Account account) {
        if (request.isMarket()) {
            return null;
        }
        if (request.timeInForce() == TimeInForce.GTX && market.crosses(request.isBuy(), request.price())) {
            return Refusal.POST_ONLY;
        }
        final boolean kill = request.timeInForce() == TimeInForce.FOK
                && market.available(request.isBuy(), request.price()) < wanted(request, account);
        return kill ? Refusal.FILL_OR_KILL : null;
    }

    private static long wanted(final OrderRequest request, final Account account) {
        return request.reduceOnly()
                ? Math.min(request.quantity(), account.reducible(request.instrument(), request.isBuy()))
                : request.quantity();
    }

    private Refusal ofMargin(final OrderRequest request, final Market market, final Account account) {
        final long price = request.isMarket() ? market.oppositePrice(request.isBuy()) : request.price();
        return margin.allows(request, market, account, price) ? null : Refusal.MARGIN_INSUFFICIENT;
    }
}
