package io.ringfence.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.TreeSet;
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

    /** Newest ids mostly, and now and then a history that goes back behind what is remembered. */
    @Test
    void shouldAnswerLikeASetThatLosesItsLowest() {
        final SplittableRandom random = new SplittableRandom(1);
        final TreeSet<Long> naive = new TreeSet<>();
        long forgotten = 0;

        for (int i = 1; i <= 20_000; i++) {
            final long back = random.nextInt(10) > 0 ? random.nextInt(3) : random.nextInt(4 * COUNT);
            final long fill = 3L * i - 2 * back + 10_000;
            assertEquals(naive.contains(fill), ids.contains(1, fill), "fill " + fill + " of round " + i);
            assertEquals(naive.size() == COUNT && fill <= forgotten, ids.isForgotten(1, fill));
            if (naive.add(fill)) {
                ids.add(1, fill);
                forgotten = naive.size() > COUNT ? Math.max(forgotten, naive.pollFirst()) : forgotten;
            }
            assertEquals(naive.last(), ids.newest(1));
        }
    }

    @Test
    void shouldGoOnFromItsState() {
        for (int id = 1; id <= COUNT + 100; id++) {
            ids.add(1, id);
        }
        ids.add(2, 7);

        final TradeIds next = loaded(saved(ids));

        assertEquals(saved(ids), saved(next));
        next.add(1, COUNT + 101);
        assertTrue(next.contains(1, 102));
        assertFalse(next.contains(1, 101));
        assertEquals(7, next.newest(2));
    }

    /** As one was before ids were kept in order. */
    @Test
    void shouldTakeAStateInWhateverOrder() {
        final StateWriter state = new StateWriter(TradeIds.stateBytes(2));
        state.putInts(new int[] {0, COUNT, 3}, 0, 3);
        state.putLongs(new long[] {0, 90, 0}, 0, 3);
        final long[] rows = new long[3 * COUNT];
        for (int i = 0; i < COUNT; i++) {
            rows[COUNT + i] = 100 + (i * 77 & COUNT - 1);
        }
        rows[2 * COUNT] = 5;
        rows[2 * COUNT + 1] = 9;
        rows[2 * COUNT + 2] = 2;
        state.putLongs(rows, 0, rows.length);

        final TradeIds next = loaded(state.bytes());

        for (int i = 0; i < COUNT; i++) {
            assertTrue(next.contains(1, 100 + i));
        }
        assertEquals(99 + COUNT, next.newest(1));
        next.add(1, 100 + COUNT);
        assertFalse(next.contains(1, 100));
        assertTrue(next.isForgotten(1, 100));
        assertTrue(next.contains(2, 2) && next.contains(2, 5) && next.contains(2, 9));
        assertEquals(9, next.newest(2));
    }

    private static ByteBuffer saved(final TradeIds ids) {
        final StateWriter state = new StateWriter(TradeIds.stateBytes(2));
        ids.save(state, 2);
        return state.bytes();
    }

    private static TradeIds loaded(final ByteBuffer state) {
        final TradeIds ids = new TradeIds(2);
        ids.load(new StateReader("portfolio", state), 2);
        return ids;
    }
}
