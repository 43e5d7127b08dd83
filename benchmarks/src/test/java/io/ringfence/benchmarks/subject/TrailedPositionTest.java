package io.ringfence.benchmarks.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrailedPositionTest {
    private static final int ONE_PERCENT = 100;

    private final PriceSeries series = new PriceSeries(
            "test", new long[] {0, 10, 20, 30, 40, 50}, new long[] {1000, 2000, 1980, 1990, 1500, 1400});

    @Test
    void shouldExitOnTheFirstPriceAtTheTrailedStop() {
        final TrailedPosition position = new TrailedPosition(series, 0, 1, ONE_PERCENT);

        assertEquals(Optional.of(new TrailedPosition.Exit(20, 1980, 1980)), position.watched());
    }

    @Test
    void shouldMissWhatHappensBetweenTwoLooks() {
        final TrailedPosition position = new TrailedPosition(series, 0, 1, ONE_PERCENT);

        assertEquals(Optional.of(new TrailedPosition.Exit(45, 1961, 1500)), position.polled(20, 25));
        assertEquals(250.0, position.slipBp(2000, 1950));
    }

    @Test
    void shouldMirrorAShortPosition() {
        final TrailedPosition position = new TrailedPosition(series, 2, -1, ONE_PERCENT);

        assertTrue(position.polled(100, 90).isEmpty());
        assertTrue(position.watched().isEmpty());
        assertEquals(
                Optional.of(new TrailedPosition.Exit(10, 1010, 2000)),
                new TrailedPosition(series, 0, -1, ONE_PERCENT).watched());
        assertEquals(-250.0, position.slipBp(2000, 1950));
    }

    @Test
    void shouldHoldAPriceUntilTheNext() {
        assertEquals(1000, series.priceAt(9));
        assertEquals(2000, series.priceAt(10));
        assertEquals(1400, series.priceAt(1_000));
        assertEquals(1, series.firstFrom(5));
        assertEquals(6, series.firstFrom(51));
    }
}
