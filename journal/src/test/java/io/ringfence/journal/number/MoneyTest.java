package io.ringfence.journal.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MoneyTest {
    private static final int CASES = 200_000;
    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void shouldDivideLikeBigDecimalWhateverTheSize() {
        for (int i = 0; i < CASES; i++) {
            final long a = anySize();
            final long b = anySize();
            final long divisor = Math.max(1, Math.abs(anySize()));

            assertSame(a, b, divisor, RoundingMode.HALF_UP);
            assertSame(a, b, divisor, RoundingMode.DOWN);
        }
    }

    @Test
    void shouldRoundHalvesAwayFromZero() {
        assertEquals(3, Money.multiplyDivide(5, 1, 2));
        assertEquals(-3, Money.multiplyDivide(-5, 1, 2));
        assertEquals(2, Money.multiplyDivideDown(5, 1, 2));
        assertEquals(-2, Money.multiplyDivideDown(-5, 1, 2));
    }

    private void assertSame(final long a, final long b, final long divisor, final RoundingMode rounding) {
        final BigDecimal exact =
                BigDecimal.valueOf(a).multiply(BigDecimal.valueOf(b)).divide(BigDecimal.valueOf(divisor), 0, rounding);
        final String place = a + " x " + b + " / " + divisor + " " + rounding;
        if (exact.abs().compareTo(MAX) > 0) {
            assertThrows(ArithmeticException.class, () -> divide(a, b, divisor, rounding), place);
        } else {
            assertEquals(exact.longValueExact(), divide(a, b, divisor, rounding), place);
        }
    }

    private static long divide(final long a, final long b, final long divisor, final RoundingMode rounding) {
        return rounding == RoundingMode.HALF_UP
                ? Money.multiplyDivide(a, b, divisor)
                : Money.multiplyDivideDown(a, b, divisor);
    }

    /** From 0 to 63 bits, either sign. */
    private long anySize() {
        final long magnitude = random.nextLong() >>> random.nextInt(1, Long.SIZE);
        return random.nextBoolean() ? magnitude : -magnitude;
    }
}
