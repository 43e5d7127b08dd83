package io.ringfence.gateway.matching;

import io.ringfence.journal.event.Instrument;
import java.util.Arrays;

/** All instruments of a model by id. */
final class Markets {
    private Market[] byId = new Market[8];
    private int highestId;

    void define(final Instrument instrument) {
        final int id = instrument.id();
        if (id >= byId.length) {
            byId = Arrays.copyOf(byId, Math.max(id + 1, 2 * byId.length));
        }
        if (byId[id] != null) {
            throw new IllegalArgumentException("instrument id=" + id + " is defined twice: " + instrument.symbol());
        }
        byId[id] = new Market(instrument);
        highestId = Math.max(highestId, id);
    }

    /** Null if no instrument has that id. */
    Market at(final int id) {
        return id >= 1 && id < byId.length ? byId[id] : null;
    }

    Market require(final int id) {
        final Market market = at(id);
        if (market == null) {
            throw new IllegalArgumentException("instrument id=" + id + " is not defined in this model");
        }
        return market;
    }

    int highestId() {
        return highestId;
    }
}
