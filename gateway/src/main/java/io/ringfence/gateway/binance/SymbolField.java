package io.ringfence.gateway.binance;

import static io.ringfence.gateway.json.JsonScanner.NO_KEY;

import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;
import org.agrona.DirectBuffer;

/**
 * The instrument that a message concerns, and decimals in its scale. The venue writes the symbol before any price;
 * where it doesn't, the first decimal makes this look ahead for it. Owned by the decoder's thread.
 */
final class SymbolField {
    private final InstrumentDirectory directory;
    private DirectBuffer buffer;
    private int instrument;
    private int priceScale;
    private int quantityScale;
    private boolean read;

    SymbolField(final InstrumentDirectory directory) {
        this.directory = directory;
    }

    void begin(final DirectBuffer buffer) {
        this.buffer = buffer;
        instrument = InstrumentDirectory.NONE;
        read = false;
    }

    /** Takes the symbol; key {@code s}. */
    void read(final JsonScanner scanner) {
        read = true;
        find(scanner, scanner.string());
    }

    /** Takes a symbol whose opening quote has been passed; false if it is none that is known. */
    boolean readText(final JsonScanner scanner) {
        read = true;
        find(scanner, scanner.plainText());
        return isKnown();
    }

    private void find(final JsonScanner scanner, final boolean there) {
        instrument =
                there ? directory.find(buffer, scanner.textOffset(), scanner.textLength()) : InstrumentDirectory.NONE;
        if (isKnown()) {
            findScales();
        }
    }

    /** As if the symbol of {@code known}, an instrument of the directory, had been read. */
    void recall(final int known) {
        read = true;
        instrument = known;
        findScales();
    }

    private void findScales() {
        priceScale = directory.priceScale(instrument);
        quantityScale = directory.quantityScale(instrument);
    }

    boolean isKnown() {
        return instrument != InstrumentDirectory.NONE;
    }

    /** Whether the message named a symbol at all. */
    boolean isRead() {
        return read;
    }

    int instrument() {
        return instrument;
    }

    long price(final JsonScanner scanner) {
        return isReady(scanner) ? notNegative(scanner, scanner.decimal(priceScale)) : 0;
    }

    long quantity(final JsonScanner scanner) {
        return isReady(scanner) ? notNegative(scanner, scanner.decimal(quantityScale)) : 0;
    }

    /** A price that the venue computed and that lies on no tick: rounded half away from zero. */
    long roundedPrice(final JsonScanner scanner) {
        return isReady(scanner) ? scanner.roundedDecimal(priceScale) : 0;
    }

    int priceScale() {
        return priceScale;
    }

    int quantityScale() {
        return quantityScale;
    }

    /** Whether a decimal can be taken now; if the symbol is unknown, the value is passed over. */
    boolean isReady(final JsonScanner scanner) {
        if (!read) {
            lookAhead(scanner);
        }
        if (!isKnown()) {
            scanner.skip();
            return false;
        }
        return true;
    }

    static long notNegative(final JsonScanner scanner, final long value) {
        if (value < 0) {
            scanner.reject(Fault.OUT_OF_RANGE);
        }
        return value;
    }

    private void lookAhead(final JsonScanner scanner) {
        final long here = scanner.mark();
        boolean more = scanner.skip();
        while (more && !read) {
            final int key = scanner.nextKey();
            more = key != NO_KEY;
            if (key == 's') {
                read(scanner);
            } else if (more) {
                scanner.skip();
            }
        }
        scanner.reset(here);
        if (!read) {
            scanner.reject(Fault.MISSING_FIELD);
        }
    }
}
