package io.ringfence.engine.simulation;

import io.ringfence.journal.message.AlgoStatus;

/** A stop order that rests at the simulated venue. */
final class VenueStop {
    final OrderName name;
    final int instrument;
    /** 1 buys, -1 sells. */
    final int side;

    final long quantity;
    final long trigger;

    long algoId;
    long orderId;
    AlgoStatus status = AlgoStatus.NEW;
    long updateNs;

    VenueStop(final OrderName name, final int instrument, final int side, final long quantity, final long trigger) {
        this.name = name;
        this.instrument = instrument;
        this.side = side;
        this.quantity = quantity;
        this.trigger = trigger;
    }

    /** Whether {@code price} is at its trigger or beyond. */
    boolean firesAt(final long price) {
        return price > 0 && side * (price - trigger) >= 0;
    }

    /** Whether it makes {@code position} smaller. */
    boolean closes(final long position) {
        return side * position < 0;
    }

    boolean covers(final long position, final long largest) {
        return closes(position) && quantity >= Math.min(Math.abs(position), largest);
    }

    @Override
    public String toString() {
        return name + " stop " + (side > 0 ? "+" : "-") + quantity + " of instrument " + instrument + " at " + trigger
                + " " + status;
    }
}
