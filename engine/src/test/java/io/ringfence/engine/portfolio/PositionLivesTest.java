package io.ringfence.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A few lives of {@link PositionsOracleTest}, for who wants to know at once. */
class PositionLivesTest {
    @Test
    void shouldEqualTheOracleInAFewLives() {
        final PositionsOracleTest.Counts counts = new PositionsOracleTest.Counts();

        for (long seed = 1_001; seed <= 1_004; seed++) {
            new PositionsOracleTest.Run(seed, counts).play();
        }

        assertTrue(counts.duplicates > 0 && counts.turned > 0 && counts.flat > 0);
    }
}
