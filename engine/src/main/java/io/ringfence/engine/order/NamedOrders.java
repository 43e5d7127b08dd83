package io.ringfence.engine.order;

import io.ringfence.engine.stage.Instruments;
import io.ringfence.journal.message.OrderIdDecoder;

/** Orders and disaster stops of this engine by the ids in events. */
final class NamedOrders {
    private final Instruments instruments;
    private final OrderTable orders;
    private final DisasterStops disasters;
    private final int engineId;

    NamedOrders(final OrderParts parts, final int engineId) {
        instruments = parts.instruments();
        orders = parts.orders();
        disasters = parts.disasters();
        this.engineId = engineId;
    }

    int order(final int instrument, final OrderIdDecoder id) {
        return id.engine() == engineId && (instrument == 0 || instruments.knows(instrument))
                ? orders.find(instrument, id.epoch(), id.sequence(), id.index())
                : OrderTable.NO_ORDER;
    }

    int disaster(final int instrument, final OrderIdDecoder id) {
        return isOurs(id) && (instrument == 0 || instruments.knows(instrument))
                ? disasters.find(instrument, id.epoch(), id.sequence(), id.index())
                : DisasterTable.NONE;
    }

    /** Without an epoch it is nobody's: epochs count from 1. */
    boolean isOurs(final OrderIdDecoder id) {
        return id.engine() == engineId && id.epoch() != 0;
    }
}
