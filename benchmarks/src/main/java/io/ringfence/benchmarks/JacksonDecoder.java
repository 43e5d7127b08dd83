package io.ringfence.benchmarks;

import com.alibaba.fastjson2.util.Fnv;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.number.Money;
import java.io.IOException;
import java.util.List;

/**
 * Frames into fields by Jackson's streaming parser, without a text where characters will do. The parser checks the
 * grammar; what isn't wanted is passed over token by token.
 */
final class JacksonDecoder {
    private static final long NS_PER_MS = 1_000_000;

    private final JsonFactory factory = new JsonFactory();
    private final PeerWords words;
    private final ReadReport report = new ReadReport();
    private JsonParser parser;
    private int instrument;
    private long eventTimeNs;
    private long transactionTimeNs;
    private long id;
    private long lastId;
    private long price;
    private long quantity;
    private long otherPrice;
    private long otherQuantity;
    private boolean buyerIsMaker;
    private long previousId;

    JacksonDecoder(final List<Instrument> instruments) {
        words = new PeerWords(instruments);
    }

    void read(final DecodeFrames frames, final int frame, final DecodedFields into) throws IOException {
        into.clear();
        try (JsonParser opened = factory.createParser(frames.bytes(), frames.offset(frame), frames.length(frame))) {
            parser = opened;
            switch (frames.kind()) {
                case TRADE -> trade(into);
                case BOOK_TICKER -> quote(into);
                case DEPTH -> depth(into);
                case REPORT -> report(into);
            }
            while (parser.nextToken() != null) {
                // To the end, so that the frame is known to be whole.
            }
        }
    }

    /** The first id that the frame before, of those read, says it follows. */
    long previousId() {
        return previousId;
    }

    /** Into the event, behind its envelope if it has one; false at the object's end. */
    private void enter() throws IOException {
        parser.nextToken();
        JsonToken token = parser.nextToken();
        while (token == JsonToken.FIELD_NAME && parser.currentName().length() > 1) {
            final boolean data = parser.currentName().equals("data");
            parser.nextToken();
            token = parser.nextToken();
            if (data) {
                return;
            }
        }
    }

    /** The next key's only character, or 0 for a longer one; the parser stands before its value. */
    private char key() throws IOException {
        final String name = parser.currentName();
        return name.length() == 1 ? name.charAt(0) : 0;
    }

    private void trade(final DecodedFields into) throws IOException {
        enter();
        while (parser.currentToken() == JsonToken.FIELD_NAME) {
            final char key = key();
            parser.nextToken();
            switch (key) {
                case 'T' -> transactionTimeNs = timeNs();
                case 's' -> symbol();
                case 't' -> id = parser.getLongValue();
                case 'p' -> price = decimal(words.priceScale(instrument));
                case 'q' -> quantity = decimal(words.quantityScale(instrument));
                case 'm' -> buyerIsMaker = parser.getBooleanValue();
                default -> {}
            }
            parser.nextToken();
        }
        into.add(instrument);
        into.add(transactionTimeNs);
        into.add(id);
        into.add(price);
        into.add(quantity);
        into.add(buyerIsMaker);
    }

    private void quote(final DecodedFields into) throws IOException {
        enter();
        while (parser.currentToken() == JsonToken.FIELD_NAME) {
            final char key = key();
            parser.nextToken();
            switch (key) {
                case 'T' -> transactionTimeNs = timeNs();
                case 's' -> symbol();
                case 'u' -> id = parser.getLongValue();
                case 'b' -> price = decimal(words.priceScale(instrument));
                case 'B' -> quantity = decimal(words.quantityScale(instrument));
                case 'a' -> otherPrice = decimal(words.priceScale(instrument));
                case 'A' -> otherQuantity = decimal(words.quantityScale(instrument));
                default -> {}
            }
            parser.nextToken();
        }
        into.add(instrument);
        into.add(transactionTimeNs);
        into.add(id);
        into.add(price);
        into.add(quantity);
        into.add(otherPrice);
        into.add(otherQuantity);
    }

    private void depth(final DecodedFields into) throws IOException {
        enter();
        for (int i = 0; i < DecodedFields.BEFORE_LEVELS; i++) {
            into.add(0);
        }
        while (parser.currentToken() == JsonToken.FIELD_NAME) {
            final String name = parser.currentName();
            final char key = name.equals("pu") ? 'P' : key();
            parser.nextToken();
            switch (key) {
                case 'T' -> transactionTimeNs = timeNs();
                case 's' -> symbol();
                case 'U' -> id = parser.getLongValue();
                case 'u' -> lastId = parser.getLongValue();
                case 'P' -> previousId = parser.getLongValue();
                case 'b' -> levels(into, false);
                case 'a' -> levels(into, true);
                default -> {}
            }
            parser.nextToken();
        }
        into.set(0, instrument);
        into.set(1, transactionTimeNs);
        into.set(2, id);
        into.set(3, lastId);
    }

    private void levels(final DecodedFields into, final boolean asks) throws IOException {
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            parser.nextToken();
            into.add(decimal(words.priceScale(instrument)));
            parser.nextToken();
            into.add(decimal(words.quantityScale(instrument)));
            into.add(asks);
            parser.nextToken();
        }
    }

    private void report(final DecodedFields into) throws IOException {
        parser.nextToken();
        parser.nextToken();
        while (!(parser.currentToken() == JsonToken.FIELD_NAME && key() == 'o')) {
            if (key() == 'E') {
                parser.nextToken();
                eventTimeNs = timeNs();
            } else {
                parser.nextToken();
            }
            parser.nextToken();
        }
        parser.nextToken();
        parser.nextToken();
        report.clear();
        report.timeNs = eventTimeNs;
        while (parser.currentToken() == JsonToken.FIELD_NAME) {
            final String name = parser.currentName();
            final char key = name.equals("rp") ? 'r' : key();
            parser.nextToken();
            reportField(key);
            parser.nextToken();
        }
        report.addTo(into, instrument);
    }

    private void reportField(final char key) throws IOException {
        switch (key) {
            case 's' -> symbol();
            case 'c' ->
                report.ours =
                        report.orderId(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            case 'S' -> report.side = PeerWords.side(word());
            case 'x' -> report.executionType = PeerWords.executionType(word());
            case 'X' -> report.status = PeerWords.status(word());
            case 'i' -> report.venueOrderId = parser.getLongValue();
            case 't' -> report.tradeId = Math.max(0, parser.getLongValue());
            case 'T' -> report.timeNs = timeNs();
            case 'p' -> report.price = decimal(words.priceScale(instrument));
            case 'L' -> report.lastPrice = decimal(words.priceScale(instrument));
            case 'q' -> report.quantity = decimal(words.quantityScale(instrument));
            case 'l' -> report.lastQuantity = decimal(words.quantityScale(instrument));
            case 'z' -> report.cumulativeQuantity = decimal(words.quantityScale(instrument));
            case 'n' -> report.fee = decimal(Money.SCALE);
            case 'N' -> report.feeInAccountAsset = word() == ReadReport.ACCOUNT_ASSET;
            case 'r' -> report.profit = decimal(Money.SCALE);
            case 'm' -> report.maker = parser.getBooleanValue();
            case 'R' -> report.reduceOnly = parser.getBooleanValue();
            default -> {}
        }
    }

    private void symbol() throws IOException {
        instrument = words.instrument(word());
    }

    private long word() throws IOException {
        final int start = parser.getTextOffset();
        return Fnv.hashCode64(parser.getTextCharacters(), start, start + parser.getTextLength());
    }

    private long timeNs() throws IOException {
        return parser.getLongValue() * NS_PER_MS;
    }

    private long decimal(final int scale) throws IOException {
        final char[] text = parser.getTextCharacters();
        final int start = parser.getTextOffset();
        final int end = start + parser.getTextLength();
        long value = 0;
        int decimals = 0;
        boolean behindPoint = false;
        for (int i = start; i < end; i++) {
            final char character = text[i];
            if (character == '.') {
                behindPoint = true;
            } else {
                value = 10 * value + character - '0';
                decimals += behindPoint ? 1 : 0;
            }
        }
        return value * Money.powerOfTen(scale - decimals);
    }
}
