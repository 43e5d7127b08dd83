package io.ringfence.gateway.binance;

import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.gateway.json.Numeral;
import io.ringfence.gateway.json.Phrase;

/**
 * What the frames of one stream have in common: how they begin, up to their first quantity or level, of what kind they are and whose; and of
 * quotes, what lies between their quantities. Owned by the decoder's thread.
 */
final class StreamForm {
    /** The first sixteen bytes of the stream's name and what follows it, by which the form is found. */
    private final long name;

    private final long nameTail;
    final Phrase head = new Phrase();
    private final Phrase betweenQuantities = new Phrase();
    MarketDecoder.Kind kind;
    int instrument;
    int streamLength;

    /** Null where frames have none, or it isn't needed. */
    private Numeral eventTime;

    private Numeral transactionTime;
    private Numeral previousId;
    private Numeral tradeId;
    private Numeral firstId;
    private Numeral lastId;
    private Numeral price;
    private Numeral bid;
    private Numeral ask;
    /** The instrument whose scale {@link #ask} is read with. */
    private int askedFor;

    StreamForm(final long name, final long nameTail) {
        this.name = name;
        this.nameTail = nameTail;
    }

    boolean isOf(final long otherName, final long otherTail) {
        return name == otherName && nameTail == otherTail;
    }

    /** Takes the frame as read so far for how all of this stream begin. */
    void learnHead(
            final JsonScanner scanner,
            final MarketDecoder.Kind kindOfFrame,
            final SymbolField symbol,
            final int lengthOfStream) {
        if (scanner.teach(head, 0, symbol.priceScale())) {
            kind = kindOfFrame;
            instrument = symbol.instrument();
            streamLength = lengthOfStream;
            findNumerals();
            if (!tellsAll()) {
                head.forget();
            }
        }
    }

    /** Whether a frame that begins so is told as the scanner would: what it doesn't find here it would take for absent. */
    private boolean tellsAll() {
        final boolean values = switch (kind) {
            case TRADE -> tradeId != null && price != null;
            case QUOTE -> lastId != null && bid != null;
            default -> firstId != null && lastId != null && head.tells("pu");
        };
        return values && head.tells("\"T") && head.tells("\"E");
    }

    private void findNumerals() {
        transactionTime = head.integerOf("\"T");
        eventTime = VenueTime.unlessNeedless(head.integerOf("\"E"), transactionTime);
        tradeId = head.integerOf("\"t");
        firstId = head.integerOf("\"U");
        lastId = head.integerOf("\"u");
        previousId = head.integerOf("pu");
        price = head.decimalOf("\"p");
        bid = head.decimalOf("\"b");
    }

    /** Passes what lies between a quote's quantities. It names no instrument, and one stream may tell of several. */
    boolean passesBetweenQuantities(final JsonScanner scanner, final SymbolField symbol) {
        return symbol.instrument() == askedFor && scanner.passes(betweenQuantities);
    }

    void learnBetweenQuantities(final JsonScanner scanner, final long start, final SymbolField symbol) {
        if (scanner.teach(betweenQuantities, start, symbol.priceScale())) {
            ask = betweenQuantities.decimalOf("\"a");
            askedFor = symbol.instrument();
            if (ask == null) {
                betweenQuantities.forget();
            }
        }
    }

    long eventTimeNs(final JsonScanner scanner) {
        return VenueTime.recall(scanner, eventTime);
    }

    long transactionTimeNs(final JsonScanner scanner) {
        return VenueTime.recall(scanner, transactionTime);
    }

    long tradeId(final JsonScanner scanner) {
        return scanner.number(tradeId);
    }

    /** Of a quote or a depth update. */
    long lastId(final JsonScanner scanner) {
        return scanner.number(lastId);
    }

    long firstId(final JsonScanner scanner) {
        return scanner.number(firstId);
    }

    long previousId(final JsonScanner scanner) {
        return previousId == null ? DepthUpdate.NO_ID : scanner.number(previousId);
    }

    /** Of a trade. */
    long price(final JsonScanner scanner) {
        return scanner.number(price);
    }

    /** Of a quote. */
    long bid(final JsonScanner scanner) {
        return scanner.number(bid);
    }

    /** Of a quote whose bid's quantity has been read and what follows it has been passed. */
    long ask(final JsonScanner scanner) {
        return scanner.number(ask);
    }
}
