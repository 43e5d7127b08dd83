package io.ringfence.benchmarks;

import com.alibaba.fastjson2.util.Fnv;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.number.Money;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.simdjson.JsonValue;
import org.simdjson.SimdJsonParser;

/** Frames into fields by simdjson-java's parser, whose document begins with its array: so each frame is copied there first. */
final class SimdjsonDecoder {
    private static final long NS_PER_MS = 1_000_000;
    private static final int LONGEST_FRAME = 1 << 20;

    private final SimdJsonParser parser = new SimdJsonParser();
    private final byte[] document = new byte[LONGEST_FRAME];
    private final PeerWords words;
    private final ReadReport report = new ReadReport();
    private int instrument;

    SimdjsonDecoder(final List<Instrument> instruments) {
        words = new PeerWords(instruments);
    }

    void read(final DecodeFrames frames, final int frame, final DecodedFields into) {
        into.clear();
        System.arraycopy(frames.bytes(), frames.offset(frame), document, 0, frames.length(frame));
        final JsonValue root = parser.parse(document, frames.length(frame));
        final JsonValue enveloped = root.get("data");
        final JsonValue event = enveloped == null ? root : enveloped;
        switch (frames.kind()) {
            case TRADE -> trade(event, into);
            case BOOK_TICKER -> quote(event, into);
            case DEPTH -> depth(event, into);
            default -> report(root, into);
        }
    }

    private void whoAndWhen(final JsonValue event, final DecodedFields into) {
        instrument = instrument(event.get("s"));
        into.add(instrument);
        into.add(timeNs(event.get("T")));
    }

    private void trade(final JsonValue event, final DecodedFields into) {
        whoAndWhen(event, into);
        into.add(event.get("t").asLong());
        into.add(price(event.get("p")));
        into.add(quantity(event.get("q")));
        into.add(event.get("m").asBoolean());
    }

    private void quote(final JsonValue event, final DecodedFields into) {
        whoAndWhen(event, into);
        into.add(event.get("u").asLong());
        into.add(price(event.get("b")));
        into.add(quantity(event.get("B")));
        into.add(price(event.get("a")));
        into.add(quantity(event.get("A")));
    }

    private void depth(final JsonValue event, final DecodedFields into) {
        whoAndWhen(event, into);
        into.add(event.get("U").asLong());
        into.add(event.get("u").asLong());
        levels(event.get("b"), false, into);
        levels(event.get("a"), true, into);
    }

    private void levels(final JsonValue side, final boolean asks, final DecodedFields into) {
        final Iterator<JsonValue> levels = side.arrayIterator();
        while (levels.hasNext()) {
            final Iterator<JsonValue> level = levels.next().arrayIterator();
            into.add(price(level.next()));
            into.add(quantity(level.next()));
            into.add(asks);
        }
    }

    private void report(final JsonValue root, final DecodedFields into) {
        report.clear();
        report.timeNs = timeNs(root.get("E"));
        final JsonValue order = root.get("o");
        instrument = instrument(order.get("s"));
        final Iterator<Map.Entry<String, JsonValue>> fields = order.objectIterator();
        while (fields.hasNext()) {
            final Map.Entry<String, JsonValue> field = fields.next();
            orderField(field.getKey(), field.getValue());
        }
        report.addTo(into, instrument);
    }

    private void orderField(final String name, final JsonValue value) {
        switch (name) {
            case "c" -> report.ours = report.orderId(value.asString());
            case "S" -> report.side = PeerWords.side(hash(value));
            case "x" -> report.executionType = PeerWords.executionType(hash(value));
            case "X" -> report.status = PeerWords.status(hash(value));
            case "i" -> report.venueOrderId = value.asLong();
            case "t" -> report.tradeId = Math.max(0, value.asLong());
            case "T" -> report.timeNs = timeNs(value);
            case "p" -> report.price = price(value);
            case "L" -> report.lastPrice = price(value);
            case "q" -> report.quantity = quantity(value);
            case "l" -> report.lastQuantity = quantity(value);
            case "z" -> report.cumulativeQuantity = quantity(value);
            case "n" -> report.fee = decimal(value, Money.SCALE);
            case "N" -> report.feeInAccountAsset = hash(value) == ReadReport.ACCOUNT_ASSET;
            case "rp" -> report.profit = decimal(value, Money.SCALE);
            case "m" -> report.maker = value.asBoolean();
            case "R" -> report.reduceOnly = value.asBoolean();
            default -> {
                // Not wanted.
            }
        }
    }

    private int instrument(final JsonValue symbol) {
        return words.instrument(hash(symbol));
    }

    private static long hash(final JsonValue word) {
        return Fnv.hashCode64(word.asString());
    }

    private static long timeNs(final JsonValue ms) {
        return ms.asLong() * NS_PER_MS;
    }

    private long price(final JsonValue value) {
        return decimal(value, words.priceScale(instrument));
    }

    private long quantity(final JsonValue value) {
        return decimal(value, words.quantityScale(instrument));
    }

    private static long decimal(final JsonValue value, final int scale) {
        return PeerWords.decimal(value.asString(), scale);
    }
}
