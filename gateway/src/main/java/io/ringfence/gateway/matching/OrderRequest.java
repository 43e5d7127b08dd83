package io.ringfence.gateway.matching;

import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;

/**
 * An order as it arrives.
 *
 * @param requestId     the caller's own number; every call of the listener about this request hands it back
 * @param account       as {@link MatchingModel#openAccount} returned it
 * @param instrument    a defined instrument's id
 * @param clientOrderId unique among the account's open orders
 * @param timeInForce   ignored for market orders
 * @param price         limit in price units; ignored for market orders
 * @param quantity      quantity units
 * @param reduceOnly    may only bring the position nearer to zero
 * @param selfTrade     the venue's word for what ends when it would meet another order of the account; here orders only ever meet the market, so it
 *     is kept and told, no more
 */
public record OrderRequest(
        long requestId,
        int account,
        int instrument,
        String clientOrderId,
        Side side,
        OrderType type,
        TimeInForce timeInForce,
        long price,
        long quantity,
        boolean reduceOnly,
        String selfTrade) {
    /** The venue's word for orders that don't say. */
    public static final String STANDARD_SELF_TRADE = "EXPIRE_MAKER";

    /** With what holds for an order that doesn't say. */
    public OrderRequest(
            final long requestId,
            final int account,
            final int instrument,
            final String clientOrderId,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final long price,
            final long quantity,
            final boolean reduceOnly) {
        this(
                requestId,
                account,
                instrument,
                clientOrderId,
                side,
                type,
                timeInForce,
                price,
                quantity,
                reduceOnly,
                STANDARD_SELF_TRADE);
    }

    boolean isBuy() {
        return side == Side.BUY;
    }

    boolean isMarket() {
        return type == OrderType.MARKET;
    }
}
