package io.ringfence.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.event.EventLayout;
import org.junit.jupiter.api.Test;

class ChargesTest {
    private static final int FUNDING = 1;
    private static final int FORCED = 2;
    private static final long SECOND = 1_000_000_000L;

    private final Charges charges = new Charges();

    @Test
    void shouldTakeWhatHasNoTimeAsOftenAsItIsTold() {
        assertTrue(charges.take(-7, FUNDING, EventLayout.NO_TIME, 0));
        assertTrue(charges.take(-7, FUNDING, EventLayout.NO_TIME, 0));
        assertTrue(charges.take(-7, FUNDING, EventLayout.NO_TIME, 5));
        assertTrue(charges.take(-7, FUNDING, EventLayout.NO_TIME, 5));
    }

    @Test
    void shouldMatchWhatWasToldLessThanTwoSecondsApart() {
        assertTrue(charges.take(-7, FUNDING, 10 * SECOND, 0));
        assertTrue(charges.take(-7, FUNDING, 12 * SECOND, 1));
        assertFalse(charges.take(-7, FUNDING, 12 * SECOND - 1, 2));
        assertTrue(charges.take(-7, FUNDING, 12 * SECOND - 1, 3));

        assertTrue(charges.take(-9, FUNDING, 30 * SECOND, 4));
        assertTrue(charges.take(-9, FUNDING, 28 * SECOND, 0));
        assertFalse(charges.take(-9, FUNDING, 28 * SECOND + 1, 0));
    }

    @Test
    void shouldMatchTheNearest() {
        charges.take(-7, FUNDING, 10 * SECOND, 0);
        charges.take(-7, FUNDING, 10 * SECOND + 500, 0);

        assertFalse(charges.take(-7, FUNDING, 10 * SECOND + 400, 1));

        // The first is left, and too far from this one.
        assertTrue(charges.take(-7, FUNDING, 12 * SECOND + 100, 2));
        assertFalse(charges.take(-7, FUNDING, 10 * SECOND + 1, 3));
    }

    @Test
    void shouldMatchAmountAndReason() {
        charges.take(-7, FUNDING, 10 * SECOND, 0);

        assertTrue(charges.take(-8, FUNDING, 10 * SECOND, 1));
        assertTrue(charges.take(-7, FORCED, 10 * SECOND, 1));
        assertFalse(charges.take(-7, FUNDING, 10 * SECOND, 2));
    }

    @Test
    void shouldKnowANumberWhateverElseIsToldOfIt() {
        charges.take(-7, FUNDING, 10 * SECOND, 1);

        assertFalse(charges.take(-8, FUNDING, 90 * SECOND, 1));
        assertTrue(charges.take(-7, FORCED, 10 * SECOND, 1));
    }

    @Test
    void shouldMatchEachOnce() {
        charges.take(-7, FUNDING, 10 * SECOND, 0);
        assertFalse(charges.take(-7, FUNDING, 10 * SECOND, 1));
        assertTrue(charges.take(-7, FUNDING, 10 * SECOND, 2));

        assertFalse(charges.take(-7, FUNDING, 10 * SECOND, 0));
        assertTrue(charges.take(-7, FUNDING, 10 * SECOND, 0));
    }

    @Test
    void shouldForgetTheOldest() {
        for (int id = 1; id <= Charges.KEPT; id++) {
            charges.take(-7, FUNDING, id * 10 * SECOND, id);
        }
        assertFalse(charges.take(-7, FUNDING, 10 * SECOND, 1));
        assertFalse(charges.take(-7, FUNDING, 10 * SECOND, Charges.KEPT));

        assertTrue(charges.take(-7, FUNDING, 5 * SECOND, Charges.KEPT + 1));

        assertTrue(charges.take(-7, FUNDING, 3 * SECOND, 1));
        assertFalse(charges.take(-7, FUNDING, 30 * SECOND, 3));
    }
}
