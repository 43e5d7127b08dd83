package io.ringfence.journal.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderChangedEncoder;
import io.ringfence.journal.message.OrderPlacedEncoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.QuoteEncoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.number.Decimals;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.openhft.chronicle.map.ChronicleMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the live view's writer and its readers share, with real threads and a mapping for each: the writer puts a new picture
 * into the map after every single event, and whoever reads sees each row whole, as one event left it, and never an older one
 * than before. All that a row says follows from the sequence in it. {@code -Dringfence.stress=N} for N times as many.
 */
class ViewStressTest {
    private static final int READERS = 3;
    private static final int TIMES = Integer.getInteger("ringfence.stress", 1);
    private static final long EVENTS = 12_000L * TIMES;
    private static final long LIMIT_S = 120L * TIMES;
    private static final int INSTRUMENTS = 5;
    private static final int ENTRIES = 64;
    private static final int PRICE_SCALE = 2;
    private static final int QUANTITY_SCALE = 3;
    private static final int EPOCH = 1;
    private static final int ORDER_INDEX = 1280;
    /** An order is placed at every so manyeth event, partly filled that much later, and ended that much later still. */
    private static final int ORDER_EVERY = 4;

    private static final long BASE_NS = 1_700_000_000_000_000_000L;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final UnsafeBuffer event = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final UnsafeBuffer section = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final OrderPlacedEncoder placed = new OrderPlacedEncoder();
    private final OrderChangedEncoder changed = new OrderChangedEncoder();
    private final DecisionRecords records = new DecisionRecords();
    private final Picture picture = new Picture(AtStart.NOTHING);
    private final AtomicBoolean written = new AtomicBoolean();
    private long sequence;

    @TempDir
    private Path folder;

    @Test
    void shouldShowEveryRowWholeAndNeverAnOlderOne() throws Exception {
        final Path file = folder.resolve("live.map");
        final ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try (ChronicleMap<String, String> map = ViewMap.open(file, ENTRIES)) {
            define();
            put(map);
            final List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(() -> read(file)));
            }

            try {
                while (sequence < EVENTS && readers.stream().noneMatch(Future::isDone)) {
                    next();
                    put(map);
                }
            } finally {
                written.set(true);
            }

            for (final Future<Long> reader : readers) {
                assertEquals(EVENTS, reader.get(LIMIT_S, TimeUnit.SECONDS));
            }
        } finally {
            threads.shutdownNow();
            assertTrue(threads.awaitTermination(LIMIT_S, TimeUnit.SECONDS));
        }
    }

    private void put(final Map<String, String> map) {
        picture.writeTo(map, List.of(new LaneCounter("orders", () -> sequence)));
    }

    private void define() {
        for (int id = 1; id <= INSTRUMENTS; id++) {
            new Instrument(
                            id,
                            Venue.SIMULATED,
                            MarketKind.USDM,
                            "SYMBOL" + id,
                            PRICE_SCALE,
                            QUANTITY_SCALE,
                            10,
                            1,
                            1,
                            1_000_000,
                            0)
                    .encode(event, 0);
            happens();
        }
    }

    private void happens() {
        sequence++;
        EventLayout.stamp(event, 0, EPOCH, sequence, BASE_NS + sequence);
        picture.event(event, 0);
    }

    private void next() {
        quote();
        final long partlyAt = sequence - ORDER_EVERY;
        if (sequence % ORDER_EVERY == 0) {
            order();
            if (partlyAt > INSTRUMENTS) {
                change(partlyAt, OrderState.PARTIALLY_FILLED, quantity(partlyAt) / 2);
            }
            if (partlyAt - ORDER_EVERY > INSTRUMENTS) {
                change(partlyAt - ORDER_EVERY, OrderState.FILLED, quantity(partlyAt - ORDER_EVERY));
            }
        }
    }

    private void quote() {
        final long next = sequence + 1;
        quote.wrapAndApplyHeader(event, 0, header);
        EventLayout.describe(event, 0, instrument(next), 0, EventLayout.NO_TIME);
        quote.updateId(next)
                .bidPrice(bid(next))
                .bidQuantity(1)
                .askPrice(ask(next))
                .askQuantity(1)
                .lowestBid(bid(next))
                .highestAsk(ask(next))
                .conflated(0);
        happens();
    }

    private void order() {
        placed.wrapAndApplyHeader(section, Integer.BYTES, header);
        placed.header()
                .sequence(sequence)
                .epoch(EPOCH)
                .instrument(instrument(sequence))
                .account(1)
                .index(ORDER_INDEX);
        placed.orderId().engine(1).epoch(EPOCH).sequence(sequence).index(ORDER_INDEX);
        placed.price(0)
                .quantity(quantity(sequence))
                .referencePrice(1)
                .notional(0)
                .causeSequence(1)
                .side(Side.BUY)
                .type(OrderType.MARKET)
                .timeInForce(TimeInForce.IOC)
                .reduceOnly(Flag.NO)
                .purpose(OrderPurpose.ENTRY)
                .causeIndex(768);
        decide(HEADER + placed.encodedLength());
    }

    private void change(final long placedAt, final OrderState to, final long filled) {
        changed.wrapAndApplyHeader(section, Integer.BYTES, header);
        changed.header()
                .sequence(sequence)
                .epoch(EPOCH)
                .instrument(instrument(placedAt))
                .account(1)
                .index(ORDER_INDEX);
        changed.orderId().engine(1).epoch(EPOCH).sequence(placedAt).index(ORDER_INDEX);
        changed.venueOrderId(7)
                .filledQuantity(filled)
                .errorCode(0)
                .from(OrderState.DECIDED)
                .to(to);
        decide(HEADER + changed.encodedLength());
    }

    private void decide(final int recordBytes) {
        section.putInt(0, recordBytes, ByteOrder.LITTLE_ENDIAN);
        records.wrap(section, 0, Integer.BYTES + recordBytes);
        picture.decision(records, records.first());
    }

    private static int instrument(final long sequence) {
        return 1 + (int) (sequence % INSTRUMENTS);
    }

    /** Of one to fourteen digits, so that rows grow and shrink, and move in the map. */
    private static long bid(final long sequence) {
        return 1 + (sequence * 0x9E37_79B9_7F4A_7C15L >>> 18 + sequence % 40);
    }

    private static long ask(final long sequence) {
        return bid(sequence) + 1 + sequence % 97;
    }

    private static long quantity(final long sequence) {
        return 2 * bid(sequence);
    }

    /** The newest event that it has seen. */
    private long read(final Path file) throws Exception {
        final Map<String, Long> newest = new HashMap<>();
        try (ChronicleMap<String, String> map = ViewMap.open(file, 1)) {
            boolean last = false;
            while (!last && !Thread.currentThread().isInterrupted()) {
                last = written.get();
                ViewReader.parsed(map).forEach((name, row) -> {
                    final long at = check(name, row);
                    final long before = newest.getOrDefault(name, 0L);
                    assertTrue(at >= before, () -> name + " went back from " + before + " to " + at + ": " + row);
                    newest.put(name, at);
                });
            }
        }
        return newest.get("engine");
    }

    /** That all of it fits; the event of which it is. */
    private static long check(final String name, final JsonNode row) {
        return switch (name.substring(0, Math.max(0, name.indexOf('/')))) {
            case "instrument" -> instrument(row);
            case "order" -> order(name, row);
            case "lane" -> row.get("sequence").asLong();
            default -> engine(row);
        };
    }

    private static long instrument(final JsonNode row) {
        if (row.get("timeNs").asLong() == 0) {
            return 0; // Defined, and not quoted yet.
        }
        final long at = row.get("timeNs").asLong() - BASE_NS;
        assertEquals("SYMBOL" + instrument(at), row.get("instrument").asText(), row::toString);
        assertEquals(Decimals.format(bid(at), PRICE_SCALE), row.get("bid").asText(), row::toString);
        assertEquals(Decimals.format(ask(at), PRICE_SCALE), row.get("ask").asText(), row::toString);
        return at;
    }

    private static long order(final String name, final JsonNode row) {
        final long at = row.get("sequence").asLong();
        final boolean decided = "DECIDED".equals(row.get("state").asText());
        final long filled = decided ? 0 : quantity(at) / 2;
        assertEquals(name, "order/" + row.get("orderId").asText());
        assertEquals(
                Decimals.format(quantity(at), QUANTITY_SCALE),
                row.get("quantity").asText(),
                row::toString);
        assertEquals(Decimals.format(filled, QUANTITY_SCALE), row.get("filled").asText(), row::toString);
        return decided ? 1 : 2;
    }

    private static long engine(final JsonNode row) {
        final long at = row.get("seen").asLong();
        assertEquals(BASE_NS + at, row.get("receiveTimeNs").asLong(), row::toString);
        assertEquals(
                Math.max(0, at / ORDER_EVERY - INSTRUMENTS / ORDER_EVERY),
                row.get("ordersPlaced").asLong(),
                row::toString);
        return at;
    }
}
