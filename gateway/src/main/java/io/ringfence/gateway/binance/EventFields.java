package io.ringfence.gateway.binance;

import static io.ringfence.gateway.json.JsonScanner.NO_KEY;

import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.journal.event.EventLayout;

/** The walk over one message's fields that its kinds share: which keys were there, and the two times. */
abstract class EventFields {
    final SymbolField symbol;
    long eventTimeNs;
    long transactionTimeNs;
    private long seen;

    EventFields(final SymbolField symbol) {
        this.symbol = symbol;
    }

    /** A key's bit; only letters have one. */
    static long bit(final char key) {
        return 1L << (key - 'A');
    }

    final void begin() {
        seen = 0;
        eventTimeNs = EventLayout.NO_TIME;
        transactionTimeNs = EventLayout.NO_TIME;
    }

    /** Takes what is left of the object that the scanner stands in. */
    final void read(final JsonScanner scanner) {
        for (int key = scanner.nextKey(); key != NO_KEY; key = scanner.nextKey()) {
            if (key >= 'A' && key <= 'z') {
                seen |= 1L << (key - 'A');
            }
            field(key, scanner);
        }
    }

    /** What {@link #read} would have seen. */
    final void seen(final long keys) {
        seen = keys;
    }

    /** Takes the value of {@code key}, or passes over it. */
    abstract void field(int key, JsonScanner scanner);

    final boolean has(final long keys) {
        return (seen & keys) == keys;
    }

    /** A message without these says nothing. */
    final void require(final long keys, final JsonScanner scanner) {
        if (!has(keys)) {
            scanner.reject(Fault.MISSING_FIELD);
        }
    }

    final long venueTimeNs() {
        return VenueTime.either(transactionTimeNs, eventTimeNs);
    }
}
