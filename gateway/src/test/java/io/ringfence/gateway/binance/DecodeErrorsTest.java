package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.json.Fault;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DecodeErrorsTest {
    private final DecodeErrors errors = new DecodeErrors(() -> 7, 2);

    @Test
    void shouldKeepOnlySoManyKinds() {
        record("a", Fault.TRUNCATED, "x", 0);
        record("b", Fault.TRUNCATED, "x", 0);
        record("c", Fault.TRUNCATED, "x", 0);
        record("a", Fault.TRUNCATED, "y", 0);

        assertEquals(4, errors.total());
        assertEquals(1, errors.unplaced());
        assertEquals(2, errors.entries().size());
        assertEquals(2, errors.entries().get(0).count());
        assertEquals("x", errors.entries().get(0).excerpt());
    }

    @Test
    void shouldShowWhatLiesAroundThePlaceInPrintableCharacters() {
        record("a", Fault.TRUNCATED, " .".repeat(200) + "\u0001\u00e9!" + ",;".repeat(200), 400);

        final String excerpt = errors.entries().get(0).excerpt();

        assertEquals(DecodeErrors.EXCERPT_LENGTH, excerpt.length());
        assertTrue(excerpt.contains(" .???!,;"), excerpt);
    }

    @Test
    void shouldBlotOutKeys() {
        final String key = "aB3".repeat(22);

        record("a", Fault.TRUNCATED, "{\"listenKey\":\"" + key + "\",\"c\":\"O-20240930-081155\"}", 90);
        record("b", Fault.TRUNCATED, key, 60);

        assertFalse(errors.entries().toString().contains("aB3"), errors.entries()::toString);
        assertTrue(errors.entries().get(0).excerpt().contains("O-20240930-081155"));
    }

    private void record(final String message, final Fault fault, final String frame, final int at) {
        final UnsafeBuffer buffer = Venues.frame(frame);
        errors.record(message, fault, buffer, 0, buffer.capacity(), at);
    }
}
