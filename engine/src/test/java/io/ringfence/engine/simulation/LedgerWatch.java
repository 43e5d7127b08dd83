package io.ringfence.engine.simulation;

import io.ringfence.engine.order.OpenOrder;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.portfolio.Positions;
import java.util.function.Predicate;

/** Both sides' books, when nothing is under way any more (I7), and whether all doubts are resolved (L2). */
final class LedgerWatch {
    private final Violations violations;
    private final SimulatedVenue venue;
    private final int instruments;

    LedgerWatch(final Violations violations, final SimulatedVenue venue, final int instruments) {
        this.violations = violations;
        this.venue = venue;
        this.instruments = instruments;
    }

    /** Long after the last fault: what is open here is open there, or has just been sent. */
    void resolved(final Stages state, final Predicate<OrderName> justSent) {
        for (final OpenOrder order : state.orders().openOrders()) {
            final OrderName name = new OrderName(order.engineId(), order.epoch(), order.sequence(), order.index());
            final VenueOrder there = venue.find(name);
            violations.require(
                    (there != null && there.isOpen()) || justSent.test(name),
                    "L2",
                    "order " + name + " is " + order.life() + " here, and at the venue " + there);
        }
    }

    /** Positions agree. */
    void positions(final Stages state) {
        for (int i = 1; i <= instruments; i++) {
            final long ours = state.portfolio().positions().quantity(i);
            violations.require(
                    ours == venue.position(i),
                    "I7",
                    "instrument " + i + " has position " + ours + " here and " + venue.position(i) + " at the venue");
        }
    }

    /** Everything is closed: then money agrees to the last unit. */
    void closed(final Stages state) {
        positions(state);
        final Positions positions = state.portfolio().positions();
        long brought = 0;
        for (int i = 1; i <= instruments; i++) {
            violations.require(
                    venue.position(i) == 0, "L3", "instrument " + i + " is still held: " + venue.position(i));
            brought += positions.realizedProfit(i) - positions.openCost(i);
        }
        violations.require(
                brought == venue.cash(), "I7", "fills brought in " + brought + ", at the venue " + venue.cash());
        violations.require(
                positions.totalFees() == venue.fees(),
                "I7",
                "fees are " + positions.totalFees() + ", at the venue " + venue.fees());
        final long wallet = venue.wallet(AccountLists.INITIAL);
        violations.require(
                state.portfolio().walletBalance() == wallet,
                "I7",
                "wallet is " + state.portfolio().walletBalance() + ", at the venue " + wallet);
        violations.require(venue.open().isEmpty(), "L3", "orders are still open: " + venue.open());
        violations.require(venue.resting().isEmpty(), "L3", "stops still rest: " + venue.resting());
    }
}
