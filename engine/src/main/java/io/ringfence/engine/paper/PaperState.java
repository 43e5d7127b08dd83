package io.ringfence.engine.paper;

import java.util.List;

/**
 * What the paper venue's account holds when it begins. The paper venue lives and dies with the engine's process; what it had
 * told is in the journal, and that is its truth: what it did and nobody recorded has not happened.
 *
 * @param walletBalance money 1e-8
 * @param orderId       the last that it gave
 * @param tradeId       the last that it gave
 * @param positions     that aren't flat
 * @param orders        that it had taken and not ended: none of them outlives the process, so they have expired
 */
public record PaperState(long walletBalance, long orderId, long tradeId, List<Position> positions, List<Order> orders) {
    /** @param entryNotional money 1e-8, what the open quantity was bought or sold for */
    public record Position(int instrument, long quantity, long entryNotional) {}

    /** @param filled as was told */
    public record Order(
            String clientOrderId,
            int instrument,
            long venueOrderId,
            boolean buy,
            boolean reduceOnly,
            long quantity,
            long filled) {}

    public PaperState {
        positions = List.copyOf(positions);
        orders = List.copyOf(orders);
    }

    /** An account that never traded. */
    public static PaperState fresh(final long walletBalance) {
        return new PaperState(walletBalance, 0, 0, List.of(), List.of());
    }
}
