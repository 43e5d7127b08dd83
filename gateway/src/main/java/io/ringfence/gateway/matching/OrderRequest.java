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
        boolean reduceOnly) {

    boolean isBuy() {
        return side == Side.BUY;
    }

    boolean isMarket() {
        return type == OrderType.MARKET;
    }
}
