package io.ringfence.engine.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogarithmTest {
    private static final double UNITS = 2;

    @Test
    void shouldBeRightToTwoUnitsInTheLastPlace() {
        final SplittableRandom random = new SplittableRandom(3);

        for (int i = 0; i < 200_000; i++) {
            check(StrictMath.exp(random.nextDouble(-600, 600)));
            check(1 + random.nextDouble(-0.5, 1));
            check(1 + random.nextDouble(-1, 1) * StrictMath.pow(10, -random.nextInt(1, 15)));
        }
    }

    @Test
    void shouldBeRightWhereItsRangesMeet() {
        for (final double edge :
                new double[] {1, 2, 0.5, Math.sqrt(2), Math.sqrt(0.5), 1.02, 0.98, Double.MIN_NORMAL}) {
            check(edge);
            check(Math.nextUp(edge));
            check(Math.nextDown(2 * edge));
        }

        assertEquals(0, Logarithm.of(1), 0);
    }

    private static void check(final double x) {
        final double expected = StrictMath.log(x);
        final double actual = Logarithm.of(x);
        assertTrue(
                Math.abs(actual - expected) <= UNITS * Math.ulp(expected),
                () -> "x=" + x + " expected=" + expected + " actual=" + actual);
    }
}
