package io.ringfence.gateway.binance;

import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;

/** {@code depthUpdate}: {@code U} to {@code u}, on USD-M also {@code pu}, the {@code u} of the update before. */
final class DepthFields extends EventFields {
    private static final long REQUIRED = bit('s') | bit('U') | bit('u') | bit('b') | bit('a');
    private static final byte[] PREVIOUS = {'p', 'u'};

    private final DepthUpdate update;

    DepthFields(final SymbolField symbol, final DepthUpdate update) {
        super(symbol);
        this.update = update;
    }

    void beginDepth() {
        begin();
        update.clear();
    }

    @Override
    void field(final int key, final JsonScanner scanner) {
        switch (key) {
            case 'E' -> eventTimeNs = VenueTime.read(scanner);
            case 'T' -> transactionTimeNs = VenueTime.read(scanner);
            case 's' -> symbol.read(scanner);
            case 'U' -> update.firstUpdateId = id(scanner);
            case 'u' -> update.lastUpdateId = id(scanner);
            case 'b' -> levels(update.bids, scanner);
            case 'a' -> levels(update.asks, scanner);
            default -> rest(key, scanner);
        }
    }

    private void rest(final int key, final JsonScanner scanner) {
        if (key == JsonScanner.LONG_KEY && scanner.keyIs(PREVIOUS)) {
            // -1 stands for no update before this one.
            update.previousUpdateId = Math.max(DepthUpdate.NO_ID, scanner.integer());
        } else {
            scanner.skip();
        }
    }

    private static long id(final JsonScanner scanner) {
        return SymbolField.notNegative(scanner, scanner.integer());
    }

    private void levels(final LevelRows rows, final JsonScanner scanner) {
        if (symbol.isReady(scanner)) {
            rows.read(scanner, symbol.priceScale(), symbol.quantityScale());
        }
    }

    void check(final JsonScanner scanner) {
        require(REQUIRED, scanner);
        if (!scanner.failed() && update.firstUpdateId > update.lastUpdateId) {
            scanner.reject(Fault.OUT_OF_RANGE);
        }
        update.instrument = symbol.instrument();
        update.venueTimeNs = venueTimeNs();
    }
}
