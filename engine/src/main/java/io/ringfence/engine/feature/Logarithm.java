package io.ringfence.engine.feature;

/**
 * The natural logarithm by + - * / alone, so that it is the same on every JVM, as {@link StrictMath#log} is, which is a call out of
 * compiled code and costs five times as much. Right to 2 units in the last place. (x = m 2^k with m from 0.7 to 1.4; ln m = 2
 * artanh s with s = (m - 1) / (m + 1), by its series in s squared: Abramowitz and Stegun 4.1.27.)
 */
final class Logarithm {
    private static final double SQRT_2 = 0x1.6a09e667f3bcdp0;
    /** ln 2 in two parts, the first with so few digits that any exponent times it is exact. */
    private static final double LN_2_HIGH = 0x1.62e42feep-1;

    private static final double LN_2_LOW = 0x1.a39ef35793c76p-33;
    /** Below it four terms are as good as all: a price moved by less than 2 %. */
    private static final double SMALL = 1e-4;

    private static final long ONE = Double.doubleToRawLongBits(1);
    private static final long DIGITS = (1L << 52) - 1;

    private static final double[] TERMS = {
        2.0 / 3, 2.0 / 5, 2.0 / 7, 2.0 / 9, 2.0 / 11, 2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23
    };

    private Logarithm() {}

    /** @param x positive, finite, not subnormal */
    static double of(final double x) {
        int exponent = Math.getExponent(x);
        double m = Double.longBitsToDouble(Double.doubleToRawLongBits(x) & DIGITS | ONE);
        if (m > SQRT_2) {
            m /= 2;
            exponent++;
        }
        final double f = m - 1;
        final double s = f / (2 + f);
        final double square = s * s;
        final double rest = square < SMALL ? few(square) : all(square);
        // 2 s = f - s f: f is exact, and what is taken from it is small beside it.
        final double ofM = f - s * (f - square * rest);
        return exponent == 0 ? ofM : exponent * LN_2_HIGH + (ofM + exponent * LN_2_LOW);
    }

    private static double few(final double square) {
        return TERMS[0] + square * (TERMS[1] + square * (TERMS[2] + square * TERMS[3]));
    }

    private static double all(final double square) {
        double sum = TERMS[TERMS.length - 1];
        for (int i = TERMS.length - 2; i >= 0; i--) {
            sum = TERMS[i] + square * sum;
        }
        return sum;
    }
}
