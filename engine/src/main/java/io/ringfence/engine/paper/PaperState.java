package io.ringfence.engine.paper;

import io.ringfence.engine.order.OpenOrder;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.portfolio.Positions;
import io.ringfence.journal.event.ClientOrderId;
import java.util.List;
import java.util.stream.IntStream;

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

    /** As the stages know it of an account that traded before. */
    public static PaperState of(final Stages stages) {
        final Positions positions = stages.portfolio().positions();
        final int highest = stages.orders().highestInstrument();
        return new PaperState(
                stages.portfolio().walletAfterFills(),
                stages.orders().newestVenueOrderId(),
                IntStream.rangeClosed(1, highest)
                        .mapToLong(positions::newestTradeId)
                        .max()
                        .orElse(0),
                IntStream.rangeClosed(1, highest)
                        .filter(i -> positions.quantity(i) != 0 || positions.dust(i) != 0)
                        .mapToObj(i -> new Position(
                                i,
                                positions.quantity(i) + positions.dust(i),
                                Math.abs(positions.openCost(i)) + positions.dustCost(i)))
                        .toList(),
                stages.orders().openOrders().stream()
                        .filter(order -> order.venueOrderId() != 0)
                        .map(PaperState::of)
                        .toList());
    }

    private static Order of(final OpenOrder order) {
        return new Order(
                new ClientOrderId()
                        .set(order.engineId(), order.epoch(), order.sequence(), order.index())
                        .toString(),
                order.instrument(),
                order.venueOrderId(),
                order.side() > 0,
                order.exit(),
                order.quantity(),
                order.settled());
    }

    /** An account that never traded. */
    public static PaperState fresh(final long walletBalance) {
        return new PaperState(walletBalance, 0, 0, List.of(), List.of());
    }
}
