package io.ringfence.gateway.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GeneratedMarketTest {
    @Test
    void shouldBeTheSameForTheSameSeed() {
        final List<String> once = frames(7, 3, 5);

        assertEquals(once, frames(7, 3, 5));
        assertNotEquals(once, frames(8, 3, 5));
        assertEquals(once, frames(7, 3, 9).subList(0, once.size()));
    }

    @Test
    void shouldNeverGoBackInTimeNorPastItsEnd() {
        long last = GeneratedMarket.START_TIME_NS;
        try (GeneratedMarket market = new GeneratedMarket(1, 20, 10)) {
            for (Frame frame = market.next(); frame != null; frame = market.next()) {
                assertTrue(frame.receiveTimeNs() >= last, frame::place);
                last = frame.receiveTimeNs();
            }
        }
        assertTrue(last < GeneratedMarket.START_TIME_NS + 10_000_000_000L);
    }

    @Test
    void shouldHoldAnUnbrokenBookThatAgreesWithItsQuotes() {
        final Map<String, BookCheck> checks = new HashMap<>();

        try (GeneratedMarket market = new GeneratedMarket(3, 5, 60)) {
            for (Frame frame = market.next(); frame != null; frame = market.next()) {
                checks.computeIfAbsent(frame.symbol(), ignored -> new BookCheck())
                        .onFrame(frame);
            }
        }

        assertEquals(5, checks.size());
        for (final BookCheck check : checks.values()) {
            assertTrue(check.synced);
            assertTrue(check.compared > 20, () -> "compared=" + check.compared);
        }
    }

    /** Averages over seconds must have something to cross: several swings a minute that are worth more than the fees. */
    @Test
    void shouldSwingSeveralTimesAMinute() {
        final TreeMap<Long, Double> closes = new TreeMap<>();
        final JsonFields fields = new JsonFields();
        try (GeneratedMarket market = new GeneratedMarket(11, 1, 300)) {
            for (Frame frame = market.next(); frame != null; frame = market.next()) {
                if (frame.kind() == FrameKind.TRADE) {
                    closes.put(frame.receiveTimeNs() / 1_000_000_000, price(fields, frame));
                }
            }
        }

        final int crosses = crosses(closes.values());

        assertTrue(crosses >= 15 && crosses <= 200, () -> "crosses=" + crosses);
    }

    private static int crosses(final Iterable<Double> closes) {
        double fast = 0;
        double slow = 0;
        int crosses = 0;
        for (final double close : closes) {
            final boolean above = fast > slow;
            fast = fast == 0 ? close : fast + (close - fast) * 2 / 6;
            slow = slow == 0 ? close : slow + (close - slow) * 2 / 14;
            crosses += fast > slow == above ? 0 : 1;
        }
        return crosses;
    }

    private static double price(final JsonFields fields, final Frame frame) {
        fields.wrap(frame.bytes(), frame.dataOffset(), frame.dataLengthBytes());
        double price = 0;
        while (fields.next()) {
            price = fields.shortKey() == 'p' ? Double.parseDouble(fields.valueText()) : price;
        }
        return price;
    }

    private static List<String> frames(final long seed, final int instruments, final int seconds) {
        final List<String> frames = new ArrayList<>();
        try (GeneratedMarket market = new GeneratedMarket(seed, instruments, seconds)) {
            for (Frame frame = market.next(); frame != null; frame = market.next()) {
                frames.add(frame.receiveTimeNs() + " " + frame);
            }
        }
        return frames;
    }

    /** A client's view: buffers, syncs with the snapshot by the venue's rule, and compares the book with the quotes. */
    private static final class BookCheck {
        private final JsonFields fields = new JsonFields();
        private final Map<Long, Long> bids = new TreeMap<>();
        private final Map<Long, Long> asks = new TreeMap<>();
        private final Map<FrameKind, Long> ids = new EnumMap<>(FrameKind.class);
        private final Map<Long, long[]> quotesById = new HashMap<>();
        private long snapshotId;
        private boolean synced;
        private int compared;

        void onFrame(final Frame frame) {
            final Map<String, String> values = values(frame);
            switch (frame.kind()) {
                case SNAPSHOT -> snapshotId = Long.parseLong(values.get("lastUpdateId"));
                case DEPTH -> onDepth(values);
                case BOOK_TICKER -> onQuote(values);
                default -> assertEquals(FrameKind.TRADE, frame.kind());
            }
        }

        private void onDepth(final Map<String, String> values) {
            final long first = Long.parseLong(values.get("U"));
            final long last = Long.parseLong(values.get("u"));
            final Long previous = ids.put(FrameKind.DEPTH, last);
            if (previous != null) {
                assertEquals(previous, Long.parseLong(values.get("pu")));
            }
            if (snapshotId > 0 && !synced && last >= snapshotId) {
                assertTrue(first <= snapshotId, "the snapshot's id lies in the next update");
                synced = true;
            }
            final long[] quote = quotesById.get(last);
            if (quote != null) {
                compared++;
                assertEquals(quote[0], best(bids, true));
                assertEquals(quote[1], best(asks, false));
            }
        }

        private void onQuote(final Map<String, String> values) {
            final long id = Long.parseLong(values.get("u"));
            quotesById.clear();
            quotesById.put(id, new long[] {cents(values.get("b")), cents(values.get("a"))});
        }

        private Map<String, String> values(final Frame frame) {
            final Map<String, String> values = new HashMap<>();
            fields.wrap(frame.bytes(), frame.dataOffset(), frame.dataLengthBytes());
            while (fields.next()) {
                if (frame.kind() == FrameKind.DEPTH && fields.shortKey() == 'b') {
                    fields.valueLevels(4, 3, (price, quantity) -> set(bids, price, quantity));
                } else if (frame.kind() == FrameKind.DEPTH && fields.shortKey() == 'a') {
                    fields.valueLevels(4, 3, (price, quantity) -> set(asks, price, quantity));
                } else {
                    values.put(fields.keyText(), fields.valueText());
                }
            }
            return values;
        }

        private static void set(final Map<Long, Long> levels, final long price, final long quantity) {
            if (quantity == 0) {
                levels.remove(price);
            } else {
                levels.put(price, quantity);
            }
        }

        private static long best(final Map<Long, Long> levels, final boolean highest) {
            final TreeMap<Long, Long> sorted = new TreeMap<>(levels);
            return highest ? sorted.lastKey() : sorted.firstKey();
        }

        private static long cents(final String price) {
            return Math.round(Double.parseDouble(price) * 10_000);
        }
    }
}
