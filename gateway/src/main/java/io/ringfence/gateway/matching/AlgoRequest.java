package io.ringfence.gateway.matching;

import io.ringfence.journal.message.Side;

/**
 * A stop-market order as it arrives: nothing happens until the price has come to the trigger, and no margin is looked at before.
 *
 * @param requestId    the caller's own number, handed back to the listener
 * @param account      as {@link MatchingModel#openAccount} returned it
 * @param instrument   a defined instrument's id
 * @param clientAlgoId unique among the account's resting ones; the order that it becomes is named so, too
 * @param triggerPrice a sell fires at or below, a buy at or above, price units
 * @param byMark       whether the mark price fires it, else the last trade
 * @param quantity     quantity units; 0: whatever is held when it fires
 * @param reduceOnly   may only bring the position nearer to zero
 */
public record AlgoRequest(
        long requestId,
        int account,
        int instrument,
        String clientAlgoId,
        Side side,
        long triggerPrice,
        boolean byMark,
        long quantity,
        boolean reduceOnly) {

    /** Closes all that is held. */
    public boolean closesPosition() {
        return quantity == 0;
    }

    boolean isBuy() {
        return side == Side.BUY;
    }

    /** Whether {@code price} fires it; 0 is no price. */
    boolean firesAt(final long price) {
        return price > 0 && (isBuy() ? price >= triggerPrice : price <= triggerPrice);
    }
}
