package io.ringfence.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaneIdlesTest {
    private static final Map<String, Idle> ALL_SPIN = Map.of();

    private static LaneIdles idles(final int cores, final LaneLayout layout, final Map<String, Idle> configured) {
        return LaneIdles.on(cores, layout, lane -> configured.getOrDefault(lane, Idle.SPIN));
    }

    @Test
    void shouldNeverSpinWithMoreThreadsThanCores() {
        for (final LaneLayout layout : LaneLayout.NAMED) {
            for (int cores = 1; cores <= 8; cores++) {
                final LaneIdles idles = idles(cores, layout, ALL_SPIN);

                assertEquals(Math.min(cores, layout.threads()), idles.spinning(), layout.name() + " on " + cores);
                assertEquals(
                        layout.threads(), idles.spinning() + idles.demoted().size(), layout.name());
            }
        }
    }

    @Test
    void shouldLetTheJournalSleepFirstAndTheLaneWithTheOrderSocketLast() {
        assertEquals(
                List.of("journal"), idles(2, LaneLayout.JOURNAL_APART, ALL_SPIN).demoted());
        assertEquals(
                List.of("journal", "portfolio", "indicators", "signals", "stops", "inbound"),
                idles(1, LaneLayout.EACH, ALL_SPIN).demoted());
        assertEquals(List.of("inbound"), idles(1, LaneLayout.TWO, ALL_SPIN).demoted());
        assertEquals(Idle.SPIN, idles(1, LaneLayout.TWO, ALL_SPIN).of("journal"));
    }

    @Test
    void shouldLeaveAsConfiguredWhatTheCoresCarry() {
        final Map<String, Idle> configured = Map.of("journal", Idle.YIELD, "inbound", Idle.BLOCK);

        final LaneIdles idles = idles(1, LaneLayout.JOURNAL_APART, configured);

        assertTrue(idles.demoted().isEmpty());
        assertEquals(Map.of("journal", Idle.YIELD, "inbound", Idle.BLOCK, "portfolio", Idle.SPIN), idles.byLane());
    }

    @Test
    void shouldKnowNoLaneThatTheLayoutHasNot() {
        assertThrows(
                IllegalArgumentException.class,
                () -> idles(2, LaneLayout.ONE, ALL_SPIN).of("orders"));
    }
}
