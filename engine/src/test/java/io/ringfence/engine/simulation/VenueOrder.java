package io.ringfence.engine.simulation;

import io.ringfence.journal.message.OrderStatus;

/** An order as the simulated venue has it. */
final class VenueOrder {
    final OrderName name;
    final int instrument;
    /** 1 buys, -1 sells. */
    final int side;

    final long quantity;
    /** 0 for market. */
    final long price;

    final boolean rests;
    final boolean reduceOnly;
    final boolean entry;
    /** What the engine wanted it for; nobody at the venue knows. */
    final String intent;

    long venueId;
    long filled;
    OrderStatus status = OrderStatus.NEW;
    long updateNs;

    VenueOrder(
            final OrderName name,
            final int instrument,
            final int side,
            final long quantity,
            final long price,
            final boolean rests,
            final boolean reduceOnly,
            final boolean entry,
            final String intent) {
        this.name = name;
        this.instrument = instrument;
        this.side = side;
        this.quantity = quantity;
        this.price = price;
        this.rests = rests;
        this.reduceOnly = reduceOnly;
        this.entry = entry;
        this.intent = intent;
    }

    boolean isOpen() {
        return status == OrderStatus.NEW || status == OrderStatus.PARTIALLY_FILLED;
    }

    long left() {
        return quantity - filled;
    }

    @Override
    public String toString() {
        return name + (entry ? " entry " : " exit ") + (side > 0 ? "+" : "-") + quantity + " of instrument "
                + instrument + " because of " + intent + " filled " + filled + " " + status;
    }
}
