package io.ringfence.gateway.binance;

import static io.ringfence.gateway.json.JsonScanner.LONG_KEY;
import static io.ringfence.gateway.json.JsonScanner.NO_KEY;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BookEventKind;
import org.agrona.DirectBuffer;

/**
 * Turns the body of a REST depth answer into parts of a SNAPSHOT: {@code {"lastUpdateId":...,"bids":[...],"asks":[...]}},
 * on USD-M with {@code E} and {@code T}. The parts go through the hand-over to {@link BookSyncs#onSnapshotPart}; they
 * are never handed to the ring directly.
 *
 * <p>Use: {@link #read}, then {@link #publish} until it says that all parts are through. Owned by one
 * thread at a time.
 */
public final class DepthSnapshotEncoder {
    /** The most levels per side that the venues send. */
    static final int MAX_LEVELS = 5_000;

    private static final byte[] LAST_UPDATE_ID = {'l', 'a', 's', 't', 'U', 'p', 'd', 'a', 't', 'e', 'I', 'd'};
    private static final byte[] BIDS = {'b', 'i', 'd', 's'};
    private static final byte[] ASKS = {'a', 's', 'k', 's'};
    private static final int HAS_ID = 1;
    private static final int HAS_BIDS = 2;
    private static final int HAS_ASKS = 4;

    private final JsonScanner scanner = new JsonScanner();
    private final DepthUpdate snapshot = new DepthUpdate(MAX_LEVELS);
    private final InstrumentDirectory directory;
    private final DecodeErrors errors;

    private int seen;
    private long eventTimeNs;
    private long transactionTimeNs;
    private int nextPart;

    public DepthSnapshotEncoder(final InstrumentDirectory directory, final DecodeErrors errors) {
        this.directory = directory;
        this.errors = errors;
    }

    /**
     * Reads a body, in place of the one before it.
     *
     * @param instrument an instrument of the directory: the body doesn't say
     * @return false if it is malformed or no depth (the venue's error answer, for one); recorded, nothing to publish
     */
    public boolean read(final int instrument, final DirectBuffer body, final int offset, final int lengthBytes) {
        begin(instrument);
        scanner.wrap(body, offset, lengthBytes);
        scanner.enterObject();
        for (int key = scanner.nextKey(); key != NO_KEY; key = scanner.nextKey()) {
            field(key);
        }
        scanner.finish();
        return isWhole(body, offset, lengthBytes);
    }

    /**
     * Hands in the parts that are still due.
     *
     * @return false if {@code sink} has no room: call again
     */
    public boolean publish(final EventSink sink) {
        while (nextPart < snapshot.partCount()) {
            if (!snapshot.publish(BookEventKind.SNAPSHOT, nextPart, sink)) {
                return false;
            }
            nextPart++;
        }
        return true;
    }

    private void begin(final int instrument) {
        snapshot.clear();
        snapshot.instrument = instrument;
        seen = 0;
        nextPart = Integer.MAX_VALUE;
        eventTimeNs = EventLayout.NO_TIME;
        transactionTimeNs = EventLayout.NO_TIME;
    }

    private void field(final int key) {
        switch (key) {
            case 'E' -> eventTimeNs = VenueTime.read(scanner);
            case 'T' -> transactionTimeNs = VenueTime.read(scanner);
            case LONG_KEY -> namedField();
            default -> scanner.skip();
        }
    }

    private void namedField() {
        if (scanner.keyIs(LAST_UPDATE_ID)) {
            seen |= HAS_ID;
            snapshot.lastUpdateId = SymbolField.notNegative(scanner, scanner.integer());
        } else if (scanner.keyIs(BIDS)) {
            seen |= HAS_BIDS;
            levels(snapshot.bids);
        } else if (scanner.keyIs(ASKS)) {
            seen |= HAS_ASKS;
            levels(snapshot.asks);
        } else {
            scanner.skip();
        }
    }

    private void levels(final LevelRows rows) {
        rows.read(scanner, directory.priceScale(snapshot.instrument), directory.quantityScale(snapshot.instrument));
    }

    private boolean isWhole(final DirectBuffer body, final int offset, final int lengthBytes) {
        if (!scanner.failed() && seen != (HAS_ID | HAS_BIDS | HAS_ASKS)) {
            scanner.reject(Fault.MISSING_FIELD);
        }
        if (scanner.failed()) {
            errors.record("REST depth", scanner.fault(), body, offset, lengthBytes, scanner.faultPosition());
            return false;
        }
        snapshot.firstUpdateId = snapshot.lastUpdateId;
        snapshot.venueTimeNs = VenueTime.either(transactionTimeNs, eventTimeNs);
        nextPart = 0;
        return true;
    }
}
