package io.ringfence.engine.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    private static final int UPDATES = 10_000_000;
    private static final int LENGTH = 200;

    private final StateLayout layout = new StateLayout();

    @Test
    void shouldNotDriftInTenMillionUpdates() {
        final ExactSum sum = new ExactSum(layout);
        final ExactSum squares = new ExactSum(layout);
        final double[] state = new double[layout.length()];
        final double[] window = new double[LENGTH];
        final Random random = new Random(7);

        for (int i = 0; i < UPDATES; i++) {
            final double value = value(random, i);
            final double leaving = window[i % LENGTH];
            window[i % LENGTH] = value;
            sum.slide(state, 0, value, leaving);
            squares.addProduct(state, 0, value, value);
            squares.addProduct(state, 0, -leaving, leaving);
        }

        assertClose(exactSum(window), sum.value(state, 0));
        assertClose(exactSquares(window), squares.value(state, 0));
    }

    /** No whole numbers, and now and then one that is a million times as large, its square a million million times. */
    private static double value(final Random random, final int i) {
        final boolean jump = i < UPDATES - 2 * LENGTH && random.nextInt(1_000) == 0;
        return random.nextDouble() * (jump ? 1e6 : 1) + 0.1;
    }

    @Test
    void shouldFindNoSpreadInOneValue() {
        final Moments moments = new Moments(layout, 20);
        final double[] state = new double[layout.length()];

        for (int i = 0; i < 100; i++) {
            moments.slide(state, 0, 6_180_030_000_000.0, i < 20 ? 0 : 6_180_030_000_000.0);
        }

        assertEquals(0, moments.deviation(state, 0));
    }

    /** A price in 1e-8 of which one tick in a thousand bars differs: its square has 26 digits. */
    @Test
    void shouldSeeASmallSpreadOfLargeValues() {
        final Moments moments = new Moments(layout, 4);
        final double[] state = new double[layout.length()];
        final double price = 6_180_030_000_000.0;

        moments.slide(state, 0, price, 0);
        moments.slide(state, 0, price + 1, 0);
        moments.slide(state, 0, price, 0);
        moments.slide(state, 0, price + 1, 0);

        assertEquals(0.5, moments.deviation(state, 0), 1e-15);
    }

    private static void assertClose(final BigDecimal expected, final double actual) {
        assertEquals(expected.doubleValue(), actual, 1e-12 * expected.doubleValue());
    }

    private static BigDecimal exactSum(final double[] values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (final double value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        return sum;
    }

    private static BigDecimal exactSquares(final double[] values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (final double value : values) {
            sum = sum.add(new BigDecimal(value).pow(2));
        }
        return sum;
    }
}
