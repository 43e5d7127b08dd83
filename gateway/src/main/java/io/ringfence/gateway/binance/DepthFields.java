package io.ringfence.gateway.binance;

import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.gateway.json.Literal;

/** {@code depthUpdate}: {@code U} to {@code u}, on USD-M also {@code pu}, the {@code u} of the update before. */
final class DepthFields extends EventFields {
    private static final long REQUIRED = bit('s') | bit('U') | bit('u') | bit('b') | bit('a');
    private static final Literal THEN_TRANSACTION_TIME = Literal.of(",\"T\":");
    private static final Literal THEN_SYMBOL = Literal.of(",\"s\":\"");
    private static final Literal THEN_FIRST_ID = Literal.of(",\"U\":");
    private static final Literal THEN_LAST_ID = Literal.of(",\"u\":");
    private static final Literal THEN_PREVIOUS_ID = Literal.of(",\"pu\":");
    private static final Literal THEN_BIDS = Literal.of(",\"b\":[");
    private static final Literal THEN_ASKS = Literal.of(",\"a\":[");
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
            previous(scanner);
        } else {
            scanner.skip();
        }
    }

    /** -1 stands for no update before this one. */
    private void previous(final JsonScanner scanner) {
        update.previousUpdateId = Math.max(DepthUpdate.NO_ID, scanner.integer());
    }

    /**
     * Takes the fields as USD-M and spot write them, key for key, from the value of {@code E} to the bids' bracket.
     *
     * @return false if these are others, or otherwise: to be read anew
     */
    boolean readUsualHead(final JsonScanner scanner) {
        beginDepth();
        eventTimeNs = VenueTime.read(scanner);
        if (scanner.passes(THEN_TRANSACTION_TIME)) {
            transactionTimeNs = VenueTime.read(scanner);
        }
        if (!scanner.passes(THEN_SYMBOL) || !symbol.readText(scanner) || !scanner.passes(THEN_FIRST_ID)) {
            return false;
        }
        update.firstUpdateId = id(scanner);
        if (!scanner.passes(THEN_LAST_ID)) {
            return false;
        }
        update.lastUpdateId = id(scanner);
        if (scanner.passes(THEN_PREVIOUS_ID)) {
            previous(scanner);
        }
        return scanner.passes(THEN_BIDS);
    }

    /** As {@link #readUsualHead}, of a frame whose head has just been passed. */
    void recall(final StreamForm form, final JsonScanner scanner) {
        beginDepth();
        eventTimeNs = form.eventTimeNs(scanner);
        transactionTimeNs = form.transactionTimeNs(scanner);
        update.firstUpdateId = form.firstId(scanner);
        update.lastUpdateId = form.lastId(scanner);
        update.previousUpdateId = form.previousId(scanner);
    }

    /** What follows the head, from the first bid to the object's last value; false as there. */
    boolean readUsualRest(final JsonScanner scanner) {
        seen(REQUIRED);
        return readUsualLevels(update.bids, scanner)
                && scanner.passes(THEN_ASKS)
                && readUsualLevels(update.asks, scanner);
    }

    private boolean readUsualLevels(final LevelRows rows, final JsonScanner scanner) {
        return rows.readUsual(scanner, symbol.priceScale(), symbol.quantityScale());
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
