package io.ringfence.gateway.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's clock is put forward and back; engine time goes on. */
class SystemClockTest {
    private static final long NOW_MS = 1_700_000_000_000L;
    private static final long HOUR_MS = 3_600_000;

    private long wallMs = NOW_MS;
    private long nanos = 77;

    @ParameterizedTest
    @ValueSource(longs = {-HOUR_MS, -1_000, -1, 1, 1_000, HOUR_MS})
    void shouldNotFollowAStepOfTheHostsClock(final long stepMs) {
        final SystemClock clock = new SystemClock(0, () -> wallMs, () -> nanos);

        wallMs += stepMs;
        nanos += 5;

        assertEquals(TimeUnit.MILLISECONDS.toNanos(NOW_MS) + 5, clock.timeNs());
        assertEquals(0, clock.behindNs());
    }

    @Test
    void shouldGoOnWhereAnEarlierEngineEndedIfTheHostsClockIsBehind() {
        final long endedNs = TimeUnit.MILLISECONDS.toNanos(NOW_MS + HOUR_MS) + 3;
        final SystemClock clock = new SystemClock(endedNs, () -> wallMs, () -> nanos);

        assertEquals(endedNs, clock.timeNs());
        assertEquals(TimeUnit.MILLISECONDS.toNanos(HOUR_MS) + 3, clock.behindNs());
        nanos += 1_000_000;
        assertEquals(endedNs + 1_000_000, clock.timeNs());
    }

    @Test
    void shouldGoByTheHostsClockIfThatIsAhead() {
        final SystemClock clock = new SystemClock(TimeUnit.MILLISECONDS.toNanos(NOW_MS - 1), () -> wallMs, () -> nanos);

        assertEquals(TimeUnit.MILLISECONDS.toNanos(NOW_MS), clock.timeNs());
        assertEquals(0, clock.behindNs());
    }
}
