package io.ringfence.engine.simulation;

import io.ringfence.journal.message.FillCause;

/**
 * A fill as the simulated venue has it.
 *
 * @param order    null: somebody else's, by hand
 * @param side     1 bought, -1 sold
 * @param fee      money 1e-8
 * @param filled   of the order, with this
 */
record VenueFill(
        VenueOrder order,
        int instrument,
        long tradeId,
        int side,
        long price,
        long quantity,
        long fee,
        long filled,
        long timeNs,
        FillCause cause) {
    long signed() {
        return side * quantity;
    }
}
