package io.ringfence.gateway.binance;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.gateway.json.Literal;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TradeEncoder;
import org.agrona.MutableDirectBuffer;

/**
 * {@code trade} and {@code aggTrade}. {@code m} says that the buyer was the maker, so the taker sold. On USD-M,
 * {@code X} other than MARKET marks liquidation fund, deleveraging and the like.
 */
final class TradeFields extends EventFields {
    private static final long COMMON = bit('p') | bit('q') | bit('m') | bit('s');
    private static final long SINGLE = COMMON | bit('t');
    private static final long AGGREGATE = COMMON | bit('a') | bit('f') | bit('l');
    private static final byte[] MARKET = {'M', 'A', 'R', 'K', 'E', 'T'};
    private static final Literal THEN_TRANSACTION_TIME = Literal.of(",\"T\":");
    private static final Literal THEN_SYMBOL = Literal.of(",\"s\":\"");
    private static final Literal THEN_ID = Literal.of(",\"t\":");
    private static final Literal THEN_PRICE = Literal.of(",\"p\":");
    private static final Literal THEN_QUANTITY = Literal.of(",\"q\":");
    private static final Literal THEN_MARKET_AND_MAKER = Literal.of(",\"X\":\"MARKET\",\"m\":");
    private static final Literal THEN_MAKER = Literal.of(",\"m\":");
    private static final Literal THEN_OBSOLETE = Literal.of(",\"M\":true");
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + TradeEncoder.BLOCK_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder encoder = new TradeEncoder();

    private boolean aggregated;
    private long tradeId;
    private long firstTradeId;
    private long lastTradeId;
    private long price;
    private long quantity;
    private boolean buyerIsMaker;
    private boolean market;

    TradeFields(final SymbolField symbol) {
        super(symbol);
    }

    void begin(final boolean aggregated) {
        begin();
        this.aggregated = aggregated;
        market = true;
    }

    @Override
    void field(final int key, final JsonScanner scanner) {
        switch (key) {
            case 'E' -> eventTimeNs = VenueTime.read(scanner);
            case 'T' -> transactionTimeNs = VenueTime.read(scanner);
            case 's' -> symbol.read(scanner);
            case 'p' -> price = symbol.price(scanner);
            case 'q' -> quantity = symbol.quantity(scanner);
            case 'm' -> buyerIsMaker = scanner.bool();
            default -> id(key, scanner);
        }
    }

    private void id(final int key, final JsonScanner scanner) {
        if (key == 'X') {
            market = scanner.string() && scanner.textIs(MARKET);
        } else if (!aggregated && key == 't') {
            tradeId = scanner.integer();
        } else if (aggregated && (key == 'a' || key == 'f' || key == 'l')) {
            aggregateId(key, scanner.integer());
        } else {
            scanner.skip();
        }
    }

    private void aggregateId(final int key, final long id) {
        switch (key) {
            case 'a' -> tradeId = id;
            case 'f' -> firstTradeId = id;
            default -> lastTradeId = id;
        }
    }

    /**
     * Takes the fields of a single trade as USD-M and spot write them, key for key, from the value of {@code E} to the
     * key of the quantity.
     *
     * @return false if these are others, or otherwise: to be read anew
     */
    boolean readUsualHead(final JsonScanner scanner) {
        begin(false);
        eventTimeNs = VenueTime.read(scanner);
        if (scanner.passes(THEN_TRANSACTION_TIME)) {
            transactionTimeNs = VenueTime.read(scanner);
        }
        if (!scanner.passes(THEN_SYMBOL) || !symbol.readText(scanner) || !scanner.passes(THEN_ID)) {
            return false;
        }
        tradeId = scanner.integer();
        if (!scanner.passes(THEN_PRICE)) {
            return false;
        }
        price = symbol.price(scanner);
        return scanner.passes(THEN_QUANTITY);
    }

    /** As {@link #readUsualHead}, of a frame whose head has just been passed. */
    void recall(final StreamForm form, final JsonScanner scanner) {
        begin(false);
        eventTimeNs = form.eventTimeNs(scanner);
        transactionTimeNs = form.transactionTimeNs(scanner);
        tradeId = form.tradeId(scanner);
        price = form.price(scanner);
    }

    /** What follows the head, from the quantity to the object's last value; false as there. */
    boolean readUsualRest(final JsonScanner scanner) {
        quantity = symbol.quantity(scanner);
        seen(SINGLE);
        return scanner.passes(THEN_MARKET_AND_MAKER) ? maker(scanner) : readUsualEndOfSpot(scanner);
    }

    private boolean readUsualEndOfSpot(final JsonScanner scanner) {
        if (!scanner.passes(THEN_TRANSACTION_TIME)) {
            return false;
        }
        transactionTimeNs = VenueTime.read(scanner);
        return scanner.passes(THEN_MAKER) && maker(scanner) && scanner.passes(THEN_OBSOLETE);
    }

    private boolean maker(final JsonScanner scanner) {
        buyerIsMaker = scanner.bool();
        return true;
    }

    void check(final JsonScanner scanner) {
        require(aggregated ? AGGREGATE : SINGLE, scanner);
        if (!aggregated) {
            firstTradeId = tradeId;
            lastTradeId = tradeId;
        }
    }

    /** Why this makes no event, or null. */
    SkipReason skipReason() {
        if (!market) {
            return SkipReason.NOT_A_MARKET_TRADE;
        }
        return price == 0 || quantity == 0 ? SkipReason.EMPTY_TRADE : null;
    }

    boolean publish(final EventSink sink) {
        final MutableDirectBuffer buffer = sink.claim();
        encoder.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, symbol.instrument(), 0, venueTimeNs());
        encoder.tradeId(tradeId)
                .price(price)
                .quantity(quantity)
                .firstTradeId(firstTradeId)
                .lastTradeId(lastTradeId)
                .takerSide(buyerIsMaker ? Side.SELL : Side.BUY)
                .aggregated(aggregated ? Flag.YES : Flag.NO);
        return sink.commit(LENGTH);
    }
}
