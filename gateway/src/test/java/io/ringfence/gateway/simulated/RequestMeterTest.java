package io.ringfence.gateway.simulated;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RequestMeterTest {
    private long nowMs = 1_700_000_010_000L;
    private final RequestMeter meter = new RequestMeter(100, () -> nowMs);

    @Test
    void shouldBeginAnewWithEachMinuteOfTheClock() throws VenueRefusal {
        meter.count(100);
        final VenueRefusal refused = assertThrows(VenueRefusal.class, () -> meter.count(1));
        final long minuteEndMs = nowMs - nowMs % 60_000 + 60_000;

        nowMs = minuteEndMs;
        meter.count(40);

        assertEquals(429, refused.status());
        assertEquals(30, refused.retryAfterS());
        assertEquals(40, meter.used());
    }

    @Test
    void shouldBanWhoeverGoesOnAndForTwiceAsLongTheNextTime() throws VenueRefusal {
        meter.count(100);
        goOn(RequestMeter.PATIENCE);

        final VenueRefusal banned = assertThrows(VenueRefusal.class, () -> meter.count(1));
        nowMs += 119_000;
        final VenueRefusal still = assertThrows(VenueRefusal.class, () -> meter.count(1));
        nowMs += 1_000;
        meter.count(100);
        goOn(RequestMeter.PATIENCE);
        final VenueRefusal again = assertThrows(VenueRefusal.class, () -> meter.count(1));

        assertEquals(418, banned.status());
        assertEquals(120, banned.retryAfterS());
        assertEquals(1, still.retryAfterS());
        assertEquals(240, again.retryAfterS());
    }

    @Test
    void shouldLetEverythingPassWithoutALimit() {
        final RequestMeter unlimited = new RequestMeter(RequestLimits.NONE, () -> nowMs);

        assertDoesNotThrow(() -> unlimited.count(1_000_000));
        assertDoesNotThrow(() -> unlimited.count(1_000_000));
    }

    private void goOn(final int times) {
        for (int i = 0; i < times; i++) {
            assertEquals(
                    429, assertThrows(VenueRefusal.class, () -> meter.count(1)).status());
        }
    }
}
