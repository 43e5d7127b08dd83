package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.testing.RestStub;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine clock that goes on by as much as the test says with each look, so that this is a round trip's length. */
class VenueClockTest {
    private static final long MS = 1_000_000;
    private static final long HALF_MS = MS / 2;

    private RestStub venue;
    private RestClient rest;
    private long nowNs;
    private long stepNs;
    private final VenueClock clock = new VenueClock(() -> {
        final long lookedNs = nowNs;
        nowNs += stepNs;
        return lookedNs;
    });

    @BeforeEach
    void open() throws IOException {
        venue = new RestStub();
        rest = venue.client();
    }

    @AfterEach
    void close() {
        rest.close();
        venue.close();
    }

    @Test
    void shouldKeepAGoodMeasurementAgainstASlowOne() throws Exception {
        measure(100, 20);

        measure(2_000, 4_000);

        assertEquals(100 * MS + HALF_MS, clock.offsetNs());
    }

    @Test
    void shouldTakeASlowMeasurementThatProvesTheOldOneWrong() throws Exception {
        measure(100, 20);

        measure(10_000, 4_000);

        assertEquals(10_000 * MS + HALF_MS, clock.offsetNs());
    }

    @Test
    void shouldTakeABetterMeasurement() throws Exception {
        measure(2_000, 4_000);
        assertEquals(2_000 * MS + HALF_MS, clock.offsetNs());

        measure(100, 20);
        assertEquals(100 * MS + HALF_MS, clock.offsetNs());

        measure(102, 20);
        assertEquals(102 * MS + HALF_MS, clock.offsetNs());
    }

    /** The first round trip, to whose middle the venue's time belongs, is as short as the others. */
    private void measure(final long offsetMs, final long tripMs) throws Exception {
        stepNs = tripMs * MS;
        venue.answer("/fapi/v1/time", 200, "{\"serverTime\":" + (nowNs / MS + tripMs / 2 + offsetMs) + "}");
        clock.measure(rest);
    }
}
