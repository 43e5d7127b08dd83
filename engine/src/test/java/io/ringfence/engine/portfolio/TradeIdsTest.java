package io.ringfence.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TradeIdsTest {
    private static final int COUNT = TradeIds.REMEMBERED;

    private final TradeIds ids = new TradeIds(2);

    @Test
    void shouldKnowWhatItRemembers() {
        for (int id = 1; id <= 3 * COUNT; id++) {
            ids.add(1, id);
        }

        assertTrue(ids.contains(1, 3 * COUNT));
        assertTrue(ids.contains(1, 2 * COUNT + 1));
        assertFalse(ids.contains(1, 2 * COUNT));
        assertFalse(ids.contains(2, 3 * COUNT));
        assertEquals(3 * COUNT, ids.newest(1));
    }

    @Test
    void shouldTakeWhatIsNoNewerThanSomethingForgottenForKnown() {
        for (int id = 1; id <= COUNT; id++) {
            ids.add(1, 10L * id);
        }
        assertFalse(ids.isForgotten(1, 5));

        ids.add(1, 10L * COUNT + 10);

        assertTrue(ids.isForgotten(1, 10));
        assertTrue(ids.isForgotten(1, 5));
        assertFalse(ids.isForgotten(1, 15));
    }

    /** One from the stream, then those that came while it was lost. */
    @Test
    void shouldNotTakeAHistoryForKnownSinceItIsLong() {
        for (int id = 1; id <= COUNT; id++) {
            ids.add(1, id);
        }
        ids.add(1, 10_000);

        for (int id = 5_000; id < 5_000 + 3 * COUNT; id++) {
            assertFalse(ids.contains(1, id) || ids.isForgotten(1, id), "fill " + id);
            ids.add(1, id);
        }
        assertTrue(ids.contains(1, 10_000));
        assertEquals(10_000, ids.newest(1));
    }

    @Test
    void shouldKeepInstrumentsApartWhereTheirRowsMeet() {
        for (int id = 1; id <= COUNT; id++) {
            ids.add(1, id);
        }
        ids.add(2, 7_777);

        assertFalse(ids.contains(1, 7_777));
        assertEquals(COUNT, ids.newest(1));
        assertEquals(7_777, ids.newest(2));
        assertFalse(ids.isForgotten(2, 1));
    }
}
