package io.ringfence.engine.order;

import io.ringfence.journal.message.OrderState;

/** Is told of orders that aren't settled. */
@FunctionalInterface
public interface OutstandingOrders {
    /**
     * @param epoch    with {@code sequence} and {@code index} the decision that is its id
     * @param side     1 buys, -1 sells
     * @param quantity quantity units, as is {@code filled}
     */
    void onOrder(
            int instrument,
            int epoch,
            long sequence,
            int index,
            int side,
            boolean exit,
            long quantity,
            long filled,
            OrderState state);
}
