package io.ringfence.benchmarks;

import com.alibaba.fastjson2.JSONReader;
import com.alibaba.fastjson2.util.Fnv;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.number.Money;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Frames into fields by fastjson2's reader, its keys and words by their hashes; what isn't wanted is skipped. Its only way
 * to a quoted decimal without a loss is a text.
 */
final class FastjsonDecoder {
    private static final long NS_PER_MS = 1_000_000;
    private static final long DATA = Fnv.hashCode64("data");
    private static final long PREVIOUS = Fnv.hashCode64("pu");
    private static final long PROFIT = Fnv.hashCode64("rp");

    private final PeerWords words;
    private final ReadReport report = new ReadReport();
    private JSONReader reader;
    private int instrument;
    private long transactionTimeNs;
    private long id;
    private long lastId;
    private long price;
    private long quantity;
    private long otherPrice;
    private long otherQuantity;
    private boolean buyerIsMaker;
    private long previousId;

    FastjsonDecoder(final List<Instrument> instruments) {
        words = new PeerWords(instruments);
    }

    void read(final DecodeFrames frames, final int frame, final DecodedFields into) {
        into.clear();
        try (JSONReader opened =
                JSONReader.of(frames.bytes(), frames.offset(frame), frames.length(frame), StandardCharsets.US_ASCII)) {
            reader = opened;
            reader.nextIfObjectStart();
            if (frames.kind() == DecodeFrames.Kind.REPORT) {
                report(into);
            } else {
                enveloped(frames.kind(), into);
            }
        }
    }

    /** As the venue writes them: raw, or the event last in its envelope. */
    private void enveloped(final DecodeFrames.Kind kind, final DecodedFields into) {
        long name = reader.readFieldNameHashCode();
        if (name <= Character.MAX_VALUE) {
            event(kind, name, into);
            return;
        }
        while (name != DATA) {
            reader.skipValue();
            name = reader.readFieldNameHashCode();
        }
        reader.nextIfObjectStart();
        event(kind, reader.readFieldNameHashCode(), into);
        reader.nextIfObjectEnd();
    }

    private void event(final DecodeFrames.Kind kind, final long firstName, final DecodedFields into) {
        switch (kind) {
            case TRADE -> trade(firstName, into);
            case BOOK_TICKER -> quote(firstName, into);
            default -> depth(firstName, into);
        }
    }

    private void trade(final long firstName, final DecodedFields into) {
        long name = firstName;
        boolean more = true;
        while (more) {
            switch ((int) name) {
                case 'T' -> transactionTimeNs = timeNs();
                case 's' -> symbol();
                case 't' -> id = reader.readInt64Value();
                case 'p' -> price = decimal(words.priceScale(instrument));
                case 'q' -> quantity = decimal(words.quantityScale(instrument));
                case 'm' -> buyerIsMaker = reader.readBoolValue();
                default -> reader.skipValue();
            }
            more = !reader.nextIfObjectEnd();
            name = more ? reader.readFieldNameHashCode() : 0;
        }
        into.add(instrument);
        into.add(transactionTimeNs);
        into.add(id);
        into.add(price);
        into.add(quantity);
        into.add(buyerIsMaker);
    }

    private void quote(final long firstName, final DecodedFields into) {
        long name = firstName;
        boolean more = true;
        while (more) {
            switch ((int) name) {
                case 'T' -> transactionTimeNs = timeNs();
                case 's' -> symbol();
                case 'u' -> id = reader.readInt64Value();
                case 'b' -> price = decimal(words.priceScale(instrument));
                case 'B' -> quantity = decimal(words.quantityScale(instrument));
                case 'a' -> otherPrice = decimal(words.priceScale(instrument));
                case 'A' -> otherQuantity = decimal(words.quantityScale(instrument));
                default -> reader.skipValue();
            }
            more = !reader.nextIfObjectEnd();
            name = more ? reader.readFieldNameHashCode() : 0;
        }
        into.add(instrument);
        into.add(transactionTimeNs);
        into.add(id);
        into.add(price);
        into.add(quantity);
        into.add(otherPrice);
        into.add(otherQuantity);
    }

    private void depth(final long firstName, final DecodedFields into) {
        for (int i = 0; i < DecodedFields.BEFORE_LEVELS; i++) {
            into.add(0);
        }
        long name = firstName;
        boolean more = true;
        while (more) {
            depthField(name, into);
            more = !reader.nextIfObjectEnd();
            name = more ? reader.readFieldNameHashCode() : 0;
        }
        into.set(0, instrument);
        into.set(1, transactionTimeNs);
        into.set(2, id);
        into.set(3, lastId);
    }

    private void depthField(final long name, final DecodedFields into) {
        if (name == PREVIOUS) {
            previousId = reader.readInt64Value();
            return;
        }
        switch ((int) name) {
            case 'T' -> transactionTimeNs = timeNs();
            case 's' -> symbol();
            case 'U' -> id = reader.readInt64Value();
            case 'u' -> lastId = reader.readInt64Value();
            case 'b' -> levels(into, false);
            case 'a' -> levels(into, true);
            default -> reader.skipValue();
        }
    }

    /** The id that the depth update read last says it follows. */
    long previousId() {
        return previousId;
    }

    private void levels(final DecodedFields into, final boolean asks) {
        reader.nextIfArrayStart();
        while (!reader.nextIfArrayEnd()) {
            reader.nextIfArrayStart();
            into.add(decimal(words.priceScale(instrument)));
            into.add(decimal(words.quantityScale(instrument)));
            into.add(asks);
            reader.nextIfArrayEnd();
        }
    }

    private void report(final DecodedFields into) {
        report.clear();
        while (!reader.nextIfObjectEnd()) {
            switch ((int) reader.readFieldNameHashCode()) {
                case 'E' -> report.timeNs = timeNs();
                case 'o' -> order();
                default -> reader.skipValue();
            }
        }
        report.addTo(into, instrument);
    }

    private void order() {
        reader.nextIfObjectStart();
        while (!reader.nextIfObjectEnd()) {
            final long name = reader.readFieldNameHashCode();
            orderField(name == PROFIT ? 'r' : name);
        }
    }

    private void orderField(final long name) {
        switch ((int) name) {
            case 's' -> symbol();
            case 'c' -> report.ours = report.orderId(reader.readString());
            case 'S' -> report.side = PeerWords.side(reader.readValueHashCode());
            case 'x' -> report.executionType = PeerWords.executionType(reader.readValueHashCode());
            case 'X' -> report.status = PeerWords.status(reader.readValueHashCode());
            case 'i' -> report.venueOrderId = reader.readInt64Value();
            case 't' -> report.tradeId = Math.max(0, reader.readInt64Value());
            case 'T' -> report.timeNs = timeNs();
            case 'p' -> report.price = decimal(words.priceScale(instrument));
            case 'L' -> report.lastPrice = decimal(words.priceScale(instrument));
            case 'q' -> report.quantity = decimal(words.quantityScale(instrument));
            case 'l' -> report.lastQuantity = decimal(words.quantityScale(instrument));
            case 'z' -> report.cumulativeQuantity = decimal(words.quantityScale(instrument));
            case 'n' -> report.fee = decimal(Money.SCALE);
            case 'N' -> report.feeInAccountAsset = reader.readValueHashCode() == ReadReport.ACCOUNT_ASSET;
            case 'r' -> report.profit = decimal(Money.SCALE);
            case 'm' -> report.maker = reader.readBoolValue();
            case 'R' -> report.reduceOnly = reader.readBoolValue();
            default -> reader.skipValue();
        }
    }

    private void symbol() {
        instrument = words.instrument(reader.readValueHashCode());
    }

    private long timeNs() {
        return reader.readInt64Value() * NS_PER_MS;
    }

    private long decimal(final int scale) {
        return PeerWords.decimal(reader.readString(), scale);
    }
}
