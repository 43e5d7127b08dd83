package io.ringfence.engine.indicator;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.RecordedFrames;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.number.Decimals;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DepthBookTest {
    private static final boolean BID = true;
    private static final boolean ASK = false;

    private final Market market = new Market().open();

    @Test
    void shouldShowASnapshotOnlyWhenItsLastPartIsThere() {
        market.depth(BTC, BookEventKind.SNAPSHOT, 0, false, 10, bid(100, 5), ask(101, 6));
        assertFalse(book().isReady());

        market.depth(BTC, BookEventKind.SNAPSHOT, 1, true, 10, bid(99, 7), ask(102, 8));

        assertTrue(book().isReady());
        assertEquals(10, book().updateId());
        assertEquals(100, book().price(BID, 0));
        assertEquals(7, book().quantity(BID, 1));
        assertEquals(101, book().price(ASK, 0));
        assertEquals(102, book().price(ASK, 1));
    }

    @Test
    void shouldApplyADelta() {
        market.depth(BTC, BookEventKind.SNAPSHOT, 0, true, 10, bid(100, 5), bid(99, 5), ask(101, 6));
        market.depth(BTC, BookEventKind.DELTA, 0, true, 11, bid(100, 0), bid(98, 1), ask(101, 9));

        assertEquals(99, book().price(BID, 0));
        assertEquals(2, book().levels(BID));
        assertEquals(9, book().quantity(ASK, 0));
    }

    @Test
    void shouldForgetEverythingOnResyncUntilTheNextSnapshot() {
        market.depth(BTC, BookEventKind.SNAPSHOT, 0, true, 10, bid(100, 5), ask(101, 6));
        market.depth(BTC, BookEventKind.RESYNC, 0, true, 0);
        market.depth(BTC, BookEventKind.DELTA, 0, true, 12, bid(100, 5));

        assertFalse(book().isReady());
        assertEquals(0, book().levels(BID));

        market.depth(BTC, BookEventKind.SNAPSHOT, 0, true, 20, bid(90, 5), ask(91, 6));

        assertTrue(book().isReady());
        assertEquals(90, book().price(BID, 0));
    }

    @Test
    void shouldGiveUpTheFarthestLevelWhenFull() {
        final DepthBook small = new DepthBook(2);
        small.beginSnapshot();
        small.set(BID, 100, 1);
        small.set(BID, 98, 1);
        small.set(BID, 97, 1);
        small.set(BID, 99, 1);
        small.set(ASK, 101, 1);
        small.set(ASK, 103, 1);
        small.set(ASK, 102, 1);

        assertEquals(3, small.dropped());
        assertEquals(99, small.price(BID, 1));
        assertEquals(102, small.price(ASK, 1));
        assertEquals(2, small.levels(BID));
    }

    /** No market has it, but a frame may say it, and what is journaled must not stop the engine for ever. */
    @Test
    void shouldTakeTheHighestPriceThereIs() {
        final DepthBook small = new DepthBook(2);
        small.beginSnapshot();
        small.set(BID, Long.MAX_VALUE, 0);
        small.set(BID, 100, 5);
        small.set(BID, Long.MAX_VALUE, 7);
        small.set(ASK, Long.MAX_VALUE, 9);
        small.set(BID, Long.MAX_VALUE, 0);
        small.end(1);

        assertEquals(100, small.price(BID, 0));
        assertEquals(1, small.levels(BID));
        assertEquals(Long.MAX_VALUE, small.price(ASK, 0));
    }

    @Test
    void shouldEqualATreeOnRandomUpdates() {
        final SplittableRandom random = new SplittableRandom(7);
        final int maxLevels = 64;
        final DepthBook book = new DepthBook(maxLevels);
        final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
        final TreeMap<Long, Long> asks = new TreeMap<>();
        book.beginSnapshot();
        for (int i = 0; i < 200_000; i++) {
            final boolean bid = random.nextBoolean();
            final long price = random.nextLong(1, 200);
            final long quantity = Math.max(0, random.nextLong(-50, 100));
            book.set(bid, price, quantity);
            set(bid ? bids : asks, price, quantity, maxLevels);

            final TreeMap<Long, Long> side = bid ? bids : asks;
            assertEquals(side.size(), book.levels(bid));
            if (i % 64 == 0) {
                assertSame(side, book, bid);
            }
        }
    }

    @Test
    void shouldEqualATreeOnUpdatesInOrderOfPriceAndWhenSavedAmongThem() {
        final SplittableRandom random = new SplittableRandom(8);
        final int maxLevels = 128;
        DepthBook book = new DepthBook(maxLevels);
        final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
        final TreeMap<Long, Long> asks = new TreeMap<>();
        book.beginSnapshot();
        for (int i = 0; i < 5_000; i++) {
            final boolean bid = random.nextBoolean();
            final long step = random.nextInt(5) == 0 ? 1 : -1;
            long price = random.nextLong(1, 400);
            for (int level = 0; level < 20; level++) {
                final long quantity = Math.max(0, random.nextLong(-80, 100));
                book.set(bid, price, quantity);
                set(bid ? bids : asks, price, quantity, maxLevels);
                price += step * random.nextLong(1, 4);
            }
            assertSame(bids, book, BID);
            assertSame(asks, book, ASK);
            book = i % 10 == 0 ? saved(book, maxLevels) : book;
        }
    }

    private static DepthBook saved(final DepthBook book, final int maxLevels) {
        final StateWriter state = new StateWriter(DepthBook.stateBytes(maxLevels));
        state.begin();
        book.save(state);
        book.saveLevels(state, state.reserve(book.levelBytes()));
        final DepthBook loaded = new DepthBook(maxLevels);
        final StateReader reader = new StateReader("books", state.bytes());
        loaded.load(reader);
        loaded.loadLevels(reader);
        reader.end();
        return loaded;
    }

    private static void set(
            final TreeMap<Long, Long> side, final long price, final long quantity, final int maxLevels) {
        if (quantity == 0) {
            side.remove(price);
            return;
        }
        side.put(price, quantity);
        if (side.size() > maxLevels) {
            side.pollLastEntry();
        }
    }

    private static void assertSame(final TreeMap<Long, Long> expected, final DepthBook book, final boolean bid) {
        int at = 0;
        for (final Map.Entry<Long, Long> level : expected.entrySet()) {
            assertEquals(level.getKey(), book.price(bid, at));
            assertEquals(level.getValue(), book.quantity(bid, at));
            at++;
        }
    }

    @Test
    void shouldEqualTheRecordedBestPricesWhereverUpdateIdsMeet() throws IOException {
        final DepthBook book = new DepthBook(4096);
        long snapshotId = 0;
        int met = 0;
        JsonNode quote = null;
        for (final JsonNode frame :
                RecordedFrames.read("usdm-btcusdt-20240808.gz", "@depth", "@bookTicker", "lastUpdateId")) {
            if (frame.has("lastUpdateId")) {
                book.beginSnapshot();
                apply(book, frame, "bids", "asks");
                snapshotId = frame.get("lastUpdateId").asLong();
                book.end(snapshotId);
            } else if ("bookTicker".equals(frame.get("e").asText())) {
                quote = frame;
            } else if (book.isReady() && frame.get("u").asLong() >= snapshotId) {
                book.beginDelta();
                apply(book, frame, "b", "a");
                book.end(frame.get("u").asLong());
            }
            if (book.isReady() && quote != null && quote.get("u").asLong() == book.updateId()) {
                assertEquals(units(quote.get("b")), book.price(BID, 0));
                assertEquals(units(quote.get("a")), book.price(ASK, 0));
                assertEquals(lots(quote.get("B")), book.quantity(BID, 0));
                assertEquals(lots(quote.get("A")), book.quantity(ASK, 0));
                met++;
                quote = null;
            }
        }
        assertTrue(met > 500, "update ids met only " + met + " times");
    }

    private static void apply(final DepthBook book, final JsonNode frame, final String bids, final String asks) {
        frame.get(bids).forEach(level -> book.set(BID, units(level.get(0)), lots(level.get(1))));
        frame.get(asks).forEach(level -> book.set(ASK, units(level.get(0)), lots(level.get(1))));
    }

    private static long units(final JsonNode text) {
        return Decimals.parse(text.asText(), 2);
    }

    private static long lots(final JsonNode text) {
        return Decimals.parse(text.asText(), 3);
    }

    private DepthBook book() {
        return market.stages().indicators().book(1);
    }

    private static long[] bid(final long price, final long quantity) {
        return new long[] {price, quantity, 1};
    }

    private static long[] ask(final long price, final long quantity) {
        return new long[] {price, quantity, -1};
    }
}
