package io.ringfence.gateway.binance;

import static io.ringfence.gateway.json.JsonScanner.LONG_KEY;
import static io.ringfence.gateway.json.JsonScanner.NO_KEY;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.gateway.json.Literal;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.MarketKind;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * Turns the frames of one market socket into inbound events: trades, aggregated trades, best bid and ask, mark prices,
 * candles, depth. Takes raw and combined frames, with their keys in any order.
 *
 * <p>A frame is read to its end before anything of it is handed in, so a malformed one leaves nothing behind. Decoding
 * is one pass over the bytes into fields, and one encoding into the sink's buffer; it allocates nothing. Depth updates
 * go through {@link BookSyncs}, everything else straight to the sink.
 *
 * <p>Owned by the inbound thread.
 */
public final class MarketDecoder {
    /** The most levels per side that one depth update may have; the recorded ones reach 1,226 in all. */
    public static final int MAX_LEVELS = 4_096;

    private static final byte[] STREAM = ascii("stream");
    private static final byte[] DATA = ascii("data");
    private static final byte[] MARKET_TIME = ascii("marketTime");
    private static final byte[] RESULT = ascii("result");
    private static final byte[] ERROR = ascii("error");
    private static final byte[] CODE = ascii("code");
    private static final byte[] LAST_UPDATE_ID = ascii("lastUpdateId");

    private static final byte[] TRADE = ascii("trade");
    private static final byte[] AGGREGATE = ascii("aggTrade");
    private static final byte[] MARK_PRICE = ascii("markPriceUpdate");
    private static final byte[] CANDLE = ascii("kline");
    private static final byte[] DEPTH = ascii("depthUpdate");
    private static final byte[] SHUTDOWN = ascii("serverShutdown");

    private static final Literal ENVELOPE = Literal.of("{\"stream\":\"");
    private static final Literal THEN_MARKET_TIME = Literal.of(",\"marketTime\":");
    private static final Literal THEN_DATA = Literal.of(",\"data\":{");
    private static final Literal BRACE = Literal.of("{");
    private static final Literal END = Literal.of("}");
    private static final Literal END_OF_BOTH = Literal.of("}}");
    private static final Literal TRADE_HEAD = Literal.of("\"e\":\"trade\",\"E\":");

    private static final Literal QUOTE_HEAD = Literal.of("\"e\":\"bookTicker\",\"u\":");
    private static final Literal SPOT_QUOTE_HEAD = Literal.of("\"u\":");
    private static final Literal DEPTH_HEAD = Literal.of("\"e\":\"depthUpdate\",\"E\":");

    private static final int ALL_QUOTE_KEYS = 0b1_1111;

    enum Kind {
        TRADE("trade"),
        AGGREGATE("aggTrade"),
        QUOTE("bookTicker"),
        MARK_PRICE("markPriceUpdate"),
        CANDLE("kline"),
        DEPTH("depthUpdate"),
        PARTIAL_DEPTH("partial depth"),
        SHUTDOWN("serverShutdown"),
        UNWANTED("unwanted type"),
        ANSWER("control answer"),
        REFUSAL("control refusal"),
        UNKNOWN("unknown");

        private final String label;

        Kind(final String label) {
            this.label = label;
        }
    }

    private final JsonScanner scanner = new JsonScanner();
    private final MarketKind market;
    private final EventSink sink;
    private final BookSyncs books;
    private final MarketClock clock;
    private final DecodeCounters counters;
    private final DecodeErrors errors;

    private final SymbolField symbol;
    private final StreamForms forms;
    private final TradeFields trade;
    private final QuoteFields quote;
    private final MarkPriceFields markPrice;
    private final CandleFields candle;
    private final DepthFields depth;
    private final DepthUpdate update = new DepthUpdate(MAX_LEVELS);

    private DirectBuffer frame;
    private int offset;
    /** Of a frame that is or may be one of its stream's usual ones. */
    private StreamForm form;

    private Kind kind;
    private int typeOffset;
    private int typeLength;
    private int streamOffset;
    private int streamLength;
    private long marketTimeNs;
    /** Which of a quote's keys an event without type has. */
    private int quoteKeys;

    /**
     * @param market whose shapes come; both are understood, and trades of type other than MARKET are left out on USD-M
     * @param sink   the one before the ring; the same that {@code books} has
     * @param clock  told the market time of frames that carry one; null if the engine has a clock of its own
     */
    public MarketDecoder(
            final MarketKind market,
            final InstrumentDirectory directory,
            final EventSink sink,
            final BookSyncs books,
            final MarketClock clock,
            final DecodeCounters counters,
            final DecodeErrors errors) {
        this.market = market;
        this.sink = sink;
        this.books = books;
        this.clock = clock;
        this.counters = counters;
        this.errors = errors;
        symbol = new SymbolField(directory);
        forms = new StreamForms(directory.maxId());
        trade = new TradeFields(symbol);
        quote = new QuoteFields(symbol);
        markPrice = new MarkPriceFields(symbol);
        candle = new CandleFields(symbol);
        depth = new DepthFields(symbol, update);
    }

    /** Decodes one frame; {@link Outcome#NO_ROOM} asks for the same frame again. Never throws on any content. */
    public Outcome onFrame(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        this.offset = offset;
        scanner.wrapInPlace(buffer, offset, lengthBytes);
        begin(buffer);
        if (readUsualFrame() && scanner.isAtEnd()) {
            return publish();
        }
        scanner.wrap(buffer, offset, lengthBytes);
        begin(buffer);
        readFrame();
        scanner.finish();
        return scanner.failed() ? malformed(offset, lengthBytes) : publish();
    }

    private void begin(final DirectBuffer buffer) {
        frame = buffer;
        kind = Kind.UNKNOWN;
        streamLength = 0;
        marketTimeNs = EventLayout.NO_TIME;
        symbol.begin(buffer);
    }

    /**
     * Reads a frame that is, key for key, as the venue writes them: two to three times as fast as asking for its keys, and more if the
     * stream's last one looked the same. False for every other one, about which nothing is known then.
     */
    private boolean readUsualFrame() {
        form = forms.find(scanner);
        if (form != null && scanner.passes(form.head)) {
            recall();
            return readUsualRest() && scanner.passes(END_OF_BOTH);
        }
        if (!scanner.passes(ENVELOPE)) {
            form = null;
            return scanner.passes(BRACE) && readUsualHead() && readUsualRest() && scanner.passes(END);
        }
        if (!readUsualEnvelope() || !readUsualHead()) {
            return false;
        }
        learn();
        return readUsualRest() && scanner.passes(END_OF_BOTH);
    }

    private void recall() {
        kind = form.kind;
        streamOffset = StreamForms.nameOffset(offset);
        streamLength = form.streamLength;
        symbol.recall(form.instrument);
        switch (kind) {
            case TRADE -> trade.recall(form, scanner);
            case QUOTE -> quote.recall(form, scanner);
            default -> depth.recall(form, scanner);
        }
    }

    /** The market's time is never twice the same. */
    private void learn() {
        form = marketTimeNs == EventLayout.NO_TIME ? forms.findOrAdd(scanner) : null;
        if (form != null) {
            form.learnHead(scanner, kind, symbol, streamLength);
        }
    }

    private boolean readUsualEnvelope() {
        if (!scanner.plainText()) {
            return false;
        }
        streamOffset = scanner.textOffset();
        streamLength = scanner.textLength();
        if (scanner.passes(THEN_MARKET_TIME)) {
            marketTimeNs = SymbolField.notNegative(scanner, scanner.integer());
        }
        return scanner.passes(THEN_DATA);
    }

    /** Up to the first quantity or level. */
    private boolean readUsualHead() {
        if (scanner.passes(TRADE_HEAD)) {
            kind = Kind.TRADE;
            return trade.readUsualHead(scanner);
        }
        if (scanner.passes(QUOTE_HEAD) || scanner.passes(SPOT_QUOTE_HEAD)) {
            kind = Kind.QUOTE;
            return quote.readUsualHead(scanner);
        }
        kind = Kind.DEPTH;
        return scanner.passes(DEPTH_HEAD) && depth.readUsualHead(scanner);
    }

    private boolean readUsualRest() {
        return switch (kind) {
            case TRADE -> readUsualTrade();
            case QUOTE -> readUsualQuote();
            default -> readUsualDepth();
        };
    }

    private boolean readUsualTrade() {
        final boolean usual = trade.readUsualRest(scanner);
        trade.check(scanner);
        return usual;
    }

    private boolean readUsualQuote() {
        final boolean usual = quote.readUsualRest(form, scanner);
        quote.check(scanner);
        return usual;
    }

    private boolean readUsualDepth() {
        final boolean usual = depth.readUsualRest(scanner);
        depth.check(scanner);
        return usual;
    }

    private void readFrame() {
        if (!scanner.enterObject()) {
            return;
        }
        final long start = scanner.mark();
        final int key = scanner.nextKey();
        if (key != LONG_KEY) {
            event(start, key);
        } else if (isEnvelopeKey()) {
            envelope();
        } else {
            untyped(start);
        }
    }

    private boolean isEnvelopeKey() {
        return scanner.keyIs(STREAM) || scanner.keyIs(DATA) || scanner.keyIs(MARKET_TIME);
    }

    /** {@code {"stream":"...","marketTime":...,"data":{...}}}; the scanner stands behind the first key. */
    private void envelope() {
        int key = LONG_KEY;
        while (key != NO_KEY) {
            if (key != LONG_KEY) {
                scanner.skip();
            } else {
                envelopeField();
            }
            key = scanner.nextKey();
        }
    }

    private void envelopeField() {
        if (scanner.keyIs(STREAM)) {
            stream();
        } else if (scanner.keyIs(DATA)) {
            data();
        } else if (scanner.keyIs(MARKET_TIME)) {
            marketTimeNs = SymbolField.notNegative(scanner, scanner.integer());
        } else {
            scanner.skip();
        }
    }

    private void stream() {
        if (scanner.string()) {
            streamOffset = scanner.textOffset();
            streamLength = scanner.textLength();
        }
    }

    private void data() {
        if (scanner.peek() != '{') {
            scanner.skip();
            return;
        }
        scanner.enterObject();
        final long start = scanner.mark();
        final int key = scanner.nextKey();
        if (key == LONG_KEY) {
            untyped(start);
        } else {
            event(start, key);
        }
    }

    /** The scanner stands behind the event's first key. */
    private void event(final long start, final int key) {
        if (key == 'e') {
            type();
            fields();
        } else if (key == 'u') {
            perhapsQuote(start);
        } else if (key != NO_KEY) {
            untyped(start);
        }
    }

    /** Spot's book ticker has no type; its first key is {@code u}. */
    private void perhapsQuote(final long start) {
        scanner.reset(start);
        quote.beginQuote();
        quote.read(scanner);
        if (!scanner.failed() && quote.isQuote()) {
            kind = Kind.QUOTE;
            quote.check(scanner);
            return;
        }
        scanner.reset(start);
        symbol.begin(frame);
        untyped(start);
    }

    /** The type isn't the first key: look for it. */
    private void untyped(final long start) {
        scanner.reset(start);
        kind = Kind.UNKNOWN;
        quoteKeys = 0;
        for (int key = scanner.nextKey(); key != NO_KEY; key = scanner.nextKey()) {
            lookFor(key);
        }
        if (scanner.failed()) {
            return;
        }
        if (kind == Kind.UNKNOWN && quoteKeys == ALL_QUOTE_KEYS) {
            kind = Kind.QUOTE;
        }
        if (kind.ordinal() <= Kind.DEPTH.ordinal()) {
            scanner.reset(start);
            fields();
        }
    }

    private void lookFor(final int key) {
        switch (key) {
            case 'e' -> {
                type();
                return;
            }
            case 'u' -> quoteKeys |= 0b1;
            case 'b' -> quoteKeys |= 0b10;
            case 'B' -> quoteKeys |= 0b100;
            case 'a' -> quoteKeys |= 0b1000;
            case 'A' -> quoteKeys |= 0b1_0000;
            case LONG_KEY -> lookForName();
            default -> {}
        }
        scanner.skip();
    }

    private void lookForName() {
        if (scanner.keyIs(RESULT)) {
            kind = Kind.ANSWER;
        } else if (scanner.keyIs(ERROR) || scanner.keyIs(CODE)) {
            kind = Kind.REFUSAL;
        } else if (scanner.keyIs(LAST_UPDATE_ID)) {
            kind = Kind.PARTIAL_DEPTH;
        }
    }

    private void type() {
        if (scanner.string()) {
            typeOffset = scanner.textOffset();
            typeLength = scanner.textLength();
            kind = kindOfType();
        }
    }

    private Kind kindOfType() {
        return switch (typeLength) {
            case 5 -> kindOf(TRADE, Kind.TRADE, CANDLE, Kind.CANDLE);
            case 8 -> kindOf(AGGREGATE, Kind.AGGREGATE);
            case 10 -> kindOf(QuoteFields.TYPE, Kind.QUOTE);
            case 11 -> kindOf(DEPTH, Kind.DEPTH);
            case 14 -> kindOf(SHUTDOWN, Kind.SHUTDOWN);
            case 15 -> kindOf(MARK_PRICE, Kind.MARK_PRICE);
            default -> Kind.UNWANTED;
        };
    }

    private Kind kindOf(final byte[] name, final Kind kindOfName) {
        return scanner.textIs(name) ? kindOfName : Kind.UNWANTED;
    }

    private Kind kindOf(final byte[] name, final Kind kindOfName, final byte[] otherName, final Kind kindOfOther) {
        return scanner.textIs(name) ? kindOfName : kindOf(otherName, kindOfOther);
    }

    /** USD-M gives {@code @depth5} and the like the type of an update; only the stream's name tells. */
    private boolean isPartialDepth() {
        for (int i = streamOffset; i < streamOffset + streamLength; i++) {
            if (frame.getByte(i) == '@') {
                return isPartialDepth(i + 1);
            }
        }
        return false;
    }

    /** {@code depth} and a digit. */
    private boolean isPartialDepth(final int at) {
        final int digitAt = at + 5;
        if (digitAt >= streamOffset + streamLength) {
            return false;
        }
        final byte digit = frame.getByte(digitAt);
        return digit >= '0' && digit <= '9';
    }

    /** Takes the rest of the event by its kind. */
    private void fields() {
        switch (kind) {
            case TRADE, AGGREGATE -> tradeFields();
            case QUOTE -> quoteFields();
            case MARK_PRICE -> markPriceFields();
            case CANDLE -> candleFields();
            case DEPTH -> depthFields();
            default -> passOver();
        }
    }

    private void tradeFields() {
        trade.begin(kind == Kind.AGGREGATE);
        trade.read(scanner);
        trade.check(scanner);
    }

    private void quoteFields() {
        quote.beginQuote();
        quote.read(scanner);
        quote.check(scanner);
    }

    private void markPriceFields() {
        markPrice.beginMarkPrice();
        markPrice.read(scanner);
        markPrice.check(scanner);
    }

    private void candleFields() {
        candle.begin(frame);
        candle.read(scanner);
        candle.check(scanner);
    }

    private void depthFields() {
        depth.beginDepth();
        depth.read(scanner);
        depth.check(scanner);
    }

    private void passOver() {
        while (scanner.nextKey() != NO_KEY) {
            scanner.skip();
        }
    }

    private Outcome publish() {
        if (marketTimeNs != EventLayout.NO_TIME && clock != null) {
            clock.advanceTo(marketTimeNs);
        }
        return switch (kind) {
            case TRADE, AGGREGATE -> publishTrade();
            case QUOTE -> publishQuote();
            case MARK_PRICE -> publishMarkPrice();
            case CANDLE -> publishCandle();
            case DEPTH -> publishDepth();
            default -> skipped();
        };
    }

    private Outcome publishTrade() {
        if (!symbol.isKnown()) {
            return skip(SkipReason.UNKNOWN_SYMBOL);
        }
        final SkipReason reason = trade.skipReason();
        final boolean leftOut = reason != null && (market == MarketKind.USDM || reason == SkipReason.EMPTY_TRADE);
        return leftOut ? skip(reason) : taken(trade.publish(sink), Decoded.TRADE);
    }

    private Outcome publishQuote() {
        return symbol.isKnown() ? taken(quote.publish(sink), Decoded.QUOTE) : skip(SkipReason.UNKNOWN_SYMBOL);
    }

    private Outcome publishMarkPrice() {
        return symbol.isKnown() ? taken(markPrice.publish(sink), Decoded.MARK_PRICE) : skip(SkipReason.UNKNOWN_SYMBOL);
    }

    private Outcome publishCandle() {
        if (!symbol.isKnown()) {
            return skip(SkipReason.UNKNOWN_SYMBOL);
        }
        final SkipReason reason = candle.skipReason();
        return reason != null ? skip(reason) : taken(candle.publish(sink), Decoded.CANDLE);
    }

    /** Never without room: the book is resynchronised instead. */
    private Outcome publishDepth() {
        if (!symbol.isKnown()) {
            return skip(SkipReason.UNKNOWN_SYMBOL);
        }
        if (isPartialDepth()) {
            return skip(SkipReason.PARTIAL_DEPTH);
        }
        books.onDelta(update);
        return taken(true, Decoded.DEPTH);
    }

    private Outcome taken(final boolean committed, final Decoded what) {
        if (!committed) {
            counters.countNoRoom();
            return Outcome.NO_ROOM;
        }
        counters.take(what);
        return Outcome.TAKEN;
    }

    private Outcome skipped() {
        if (kind == Kind.UNWANTED) {
            counters.skipType(frame, typeOffset, typeLength);
            return Outcome.SKIPPED;
        }
        return skip(
                switch (kind) {
                    case ANSWER -> SkipReason.CONTROL_ANSWER;
                    case REFUSAL -> SkipReason.CONTROL_REFUSED;
                    case SHUTDOWN -> SkipReason.SERVER_SHUTDOWN;
                    case PARTIAL_DEPTH -> SkipReason.PARTIAL_DEPTH;
                    default -> SkipReason.UNKNOWN_SHAPE;
                });
    }

    private Outcome skip(final SkipReason reason) {
        counters.skip(reason);
        return Outcome.SKIPPED;
    }

    /** A depth update that cannot be read has broken its book's chain, if it says which. */
    private Outcome malformed(final int offset, final int lengthBytes) {
        counters.countMalformed();
        errors.record(kind.label, scanner.fault(), frame, offset, lengthBytes, scanner.faultPosition());
        if (kind == Kind.DEPTH && symbol.isKnown()) {
            books.lose(symbol.instrument());
        }
        return Outcome.MALFORMED;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
