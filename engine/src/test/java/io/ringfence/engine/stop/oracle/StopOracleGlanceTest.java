package io.ringfence.engine.stop.oracle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A few paths of {@link StopOracleTest}, others than those, for who wants to know at once. */
class StopOracleGlanceTest {
    private static final long FIRST = 1_000_001;
    private static final int PATHS = 150;

    @Test
    void shouldDecideAsTheOracleDoesOnAFewPaths() {
        final Contest.Tally tally = new Contest.Tally();

        for (long seed = FIRST; seed < FIRST + PATHS; seed++) {
            StopOracleTest.run(seed, tally);
        }

        assertTrue(tally.armed() > PATHS, tally::toString);
    }
}
