package io.ringfence.gateway.binance;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.gateway.json.Literal;
import io.ringfence.gateway.json.Numeral;
import io.ringfence.gateway.json.Phrase;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.QuoteEncoder;
import org.agrona.MutableDirectBuffer;

/** {@code bookTicker}. Spot sends it without type and times. */
final class QuoteFields extends EventFields {
    static final byte[] TYPE = {'b', 'o', 'o', 'k', 'T', 'i', 'c', 'k', 'e', 'r'};

    private static final long REQUIRED = bit('u') | bit('s') | bit('b') | bit('B') | bit('a') | bit('A');
    private static final Literal THEN_SYMBOL = Literal.of(",\"s\":\"");
    private static final Literal THEN_BID = Literal.of(",\"b\":");
    private static final Literal THEN_BID_QUANTITY = Literal.of(",\"B\":");
    private static final Literal THEN_ASK = Literal.of(",\"a\":");
    private static final Literal THEN_ASK_QUANTITY = Literal.of(",\"A\":");
    private static final Literal THEN_TRANSACTION_TIME = Literal.of(",\"T\":");
    private static final Literal THEN_EVENT_TIME = Literal.of(",\"E\":");
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + QuoteEncoder.BLOCK_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final QuoteEncoder encoder = new QuoteEncoder();

    private final Phrase times = new Phrase();
    private Numeral transactionTime;
    private Numeral eventTime;

    private long updateId;
    private long bidPrice;
    private long bidQuantity;
    private long askPrice;
    private long askQuantity;
    private boolean ofOtherType;

    QuoteFields(final SymbolField symbol) {
        super(symbol);
    }

    void beginQuote() {
        begin();
        ofOtherType = false;
    }

    @Override
    void field(final int key, final JsonScanner scanner) {
        switch (key) {
            case 'u' -> updateId = scanner.integer();
            case 's' -> symbol.read(scanner);
            case 'b' -> bidPrice = symbol.price(scanner);
            case 'B' -> bidQuantity = symbol.quantity(scanner);
            case 'a' -> askPrice = symbol.price(scanner);
            case 'A' -> askQuantity = symbol.quantity(scanner);
            default -> rest(key, scanner);
        }
    }

    private void rest(final int key, final JsonScanner scanner) {
        switch (key) {
            case 'E' -> eventTimeNs = VenueTime.read(scanner);
            case 'T' -> transactionTimeNs = VenueTime.read(scanner);
            case 'e' -> ofOtherType = !scanner.string() || !scanner.textIs(TYPE);
            default -> scanner.skip();
        }
    }

    /**
     * Takes the fields as USD-M and spot write them, key for key, from the value of {@code u} to the key of the bid's quantity.
     *
     * @return false if these are others, or otherwise: to be read anew
     */
    boolean readUsualHead(final JsonScanner scanner) {
        beginQuote();
        updateId = scanner.integer();
        if (!scanner.passes(THEN_SYMBOL) || !symbol.readText(scanner) || !scanner.passes(THEN_BID)) {
            return false;
        }
        bidPrice = symbol.price(scanner);
        return scanner.passes(THEN_BID_QUANTITY);
    }

    /** As {@link #readUsualHead}, of a frame whose head has just been passed. */
    void recall(final StreamForm form, final JsonScanner scanner) {
        beginQuote();
        updateId = form.lastId(scanner);
        bidPrice = form.bid(scanner);
    }

    /**
     * What follows the head, from the bid's quantity to the object's last value; false as there.
     *
     * @param form of the stream's frames, or null if there is none
     */
    boolean readUsualRest(final StreamForm form, final JsonScanner scanner) {
        bidQuantity = symbol.quantity(scanner);
        if (form != null && form.passesBetweenQuantities(scanner, symbol)) {
            askPrice = form.ask(scanner);
        } else if (!readUsualAsk(form, scanner)) {
            return false;
        }
        askQuantity = symbol.quantity(scanner);
        seen(REQUIRED);
        return readUsualTimes(scanner);
    }

    private boolean readUsualAsk(final StreamForm form, final JsonScanner scanner) {
        final long start = scanner.mark();
        if (!scanner.passes(THEN_ASK)) {
            return false;
        }
        askPrice = symbol.price(scanner);
        if (!scanner.passes(THEN_ASK_QUANTITY)) {
            return false;
        }
        if (form != null) {
            form.learnBetweenQuantities(scanner, start, symbol);
        }
        return true;
    }

    /** They lie in the same place of all streams that have them. */
    private boolean readUsualTimes(final JsonScanner scanner) {
        if (scanner.passes(times)) {
            transactionTimeNs = VenueTime.recall(scanner, transactionTime);
            eventTimeNs = VenueTime.recall(scanner, eventTime);
            return true;
        }
        final long start = scanner.mark();
        if (!scanner.passes(THEN_TRANSACTION_TIME)) {
            return true;
        }
        transactionTimeNs = VenueTime.read(scanner);
        if (!scanner.passes(THEN_EVENT_TIME)) {
            return false;
        }
        eventTimeNs = VenueTime.read(scanner);
        if (scanner.teach(times, start, Phrase.NO_DECIMALS)) {
            transactionTime = times.integerOf("\"T");
            eventTime = VenueTime.unlessNeedless(times.integerOf("\"E"), transactionTime);
            if (!times.tells("\"T") || !times.tells("\"E")) {
                times.forget();
            }
        }
        return true;
    }

    /** Whether what was read, on the guess that it is a quote, is one. */
    boolean isQuote() {
        return has(REQUIRED) && !ofOtherType;
    }

    void check(final JsonScanner scanner) {
        require(REQUIRED, scanner);
        refuseNonsense(scanner);
    }

    /** No book is crossed; a side of it may be empty: price and quantity 0. */
    private void refuseNonsense(final JsonScanner scanner) {
        final boolean crossed = bidPrice > askPrice && askPrice > 0;
        final boolean unpriced = (bidPrice == 0 && bidQuantity > 0) || (askPrice == 0 && askQuantity > 0);
        if (symbol.isKnown() && (crossed || unpriced)) {
            scanner.reject(Fault.OUT_OF_RANGE);
        }
    }

    boolean publish(final EventSink sink) {
        final MutableDirectBuffer buffer = sink.claim();
        encoder.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, symbol.instrument(), 0, venueTimeNs());
        encoder.updateId(updateId)
                .bidPrice(bidPrice)
                .bidQuantity(bidQuantity)
                .askPrice(askPrice)
                .askQuantity(askQuantity)
                .lowestBid(bidPrice)
                .highestAsk(askPrice)
                .conflated(0);
        return sink.commit(LENGTH);
    }
}
