package io.ringfence.engine.order;

/**
 * An order of ours without an end, as {@code orders} knows it.
 *
 * @param side         1 buys, -1 sells
 * @param exit         whether it only reduces
 * @param quantity     quantity units
 * @param settled      how much of it is booked
 * @param venueOrderId 0 if the venue never named it
 */
public record OpenOrder(
        int instrument,
        int engineId,
        int epoch,
        long sequence,
        int index,
        int side,
        boolean exit,
        long quantity,
        long settled,
        long venueOrderId,
        OrderLife life) {}
