package io.ringfence.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TotalTest {
    private static final int MAX_INSTRUMENTS = 400;

    private final long[] parts = new long[MAX_INSTRUMENTS + 1];
    private long workedOut;
    private final Total total = new Total(MAX_INSTRUMENTS, this::part);

    private long part(final int instrument) {
        workedOut++;
        if (parts[instrument] == Long.MIN_VALUE) {
            throw new ArithmeticException("a part that doesn't fit");
        }
        return parts[instrument];
    }

    private void set(final int instrument, final long part) {
        parts[instrument] = part;
        total.changed(instrument);
    }

    @Test
    void shouldWorkOutOnlyWhatHasChanged() {
        for (int i = 1; i <= MAX_INSTRUMENTS; i++) {
            set(i, i);
        }
        final long before = total.sum();
        workedOut = 0;

        set(7, -7);
        set(7, -8);
        set(9, 10);

        assertEquals(400 * 401 / 2, before);
        assertEquals(before - 15 + 1, total.sum());
        assertEquals(before - 15 + 1, total.sum());
        assertEquals(2, workedOut);
    }

    @Test
    void shouldThrowUntilAllOfItFits() {
        set(1, 5);
        set(2, Long.MIN_VALUE);
        set(3, 6);

        assertThrows(ArithmeticException.class, total::sum);
        assertThrows(ArithmeticException.class, total::sum);

        set(2, 1);

        assertEquals(12, total.sum());
    }

    @Test
    void shouldThrowWhileTheSumDoesNotFit() {
        set(1, Long.MAX_VALUE);
        set(2, 1);

        assertThrows(ArithmeticException.class, total::sum);

        set(1, 2);

        assertEquals(3, total.sum());
    }

    @Test
    void shouldFollowWhenEverythingMayBeAnother() {
        set(1, 5);
        total.sum();
        parts[1] = 7;
        parts[400] = 3;

        total.allChanged();

        assertEquals(10, total.sum());
    }
}
