package io.ringfence.journal.number;

/**
 * Exact fixed-point arithmetic on prices, quantities and money. Money is a {@code long} in units of 1e-8 of the account
 * currency. Every operation rounds as its name says and refuses to wrap: a result that does not fit a {@code long}
 * throws {@link ArithmeticException} with its operands. Stateless; any thread; allocates nothing.
 */
public final class Money {
    /** Decimals of money. */
    public static final int SCALE = 8;
    /** One unit of the account currency. */
    public static final long ONE = 100_000_000L;

    private static final long[] POWERS_OF_TEN = powersOfTen();

    private Money() {}

    /** 10 to the power of {@code exponent}, 0 to 18. */
    public static long powerOfTen(final int exponent) {
        return POWERS_OF_TEN[exponent];
    }

    /**
     * {@code price x quantity} as money, rounded half away from zero.
     *
     * @param price         in units of {@code 10^-priceScale}
     * @param quantity      in units of {@code 10^-quantityScale}, signed
     */
    public static long notional(final long price, final long quantity, final int priceScale, final int quantityScale) {
        final int shift = priceScale + quantityScale - SCALE;
        if (shift >= 0) {
            return multiplyDivide(price, quantity, POWERS_OF_TEN[shift]);
        }
        return Math.multiplyExact(Math.multiplyExact(price, quantity), POWERS_OF_TEN[-shift]);
    }

    /** {@code a x b / divisor} with a 128-bit product, rounded half away from zero; {@code divisor > 0}. */
    public static long multiplyDivide(final long a, final long b, final long divisor) {
        return divide(a, b, divisor, Rounding.HALF_UP);
    }

    /** {@code a x b / divisor} with a 128-bit product, rounded towards zero; {@code divisor > 0}. */
    public static long multiplyDivideDown(final long a, final long b, final long divisor) {
        return divide(a, b, divisor, Rounding.DOWN);
    }

    /** {@link #notional} at the middle of two prices, of which {@code sum} is the sum; rounded once, half away from zero. */
    public static long notionalAtMiddle(
            final long sum, final long quantity, final int priceScale, final int quantityScale) {
        final int shift = priceScale + quantityScale - SCALE;
        if (shift >= 0) {
            return multiplyDivide(sum, quantity, Math.multiplyExact(2, POWERS_OF_TEN[shift]));
        }
        return Math.multiplyExact(Math.multiplyExact(sum, quantity), POWERS_OF_TEN[-shift] / 2);
    }

    private enum Rounding {
        DOWN,
        HALF_UP
    }

    private static long divide(final long a, final long b, final long divisor, final Rounding rounding) {
        final boolean negative = (a < 0) != (b < 0);
        final long x = magnitude(a);
        final long y = magnitude(b);
        final long high = Math.multiplyHigh(x, y);
        final long low = x * y;
        if (high >= divisor) {
            throw overflow(a, b, divisor);
        }
        final long quotient = high == 0 && low >= 0 ? low / divisor : wideDivision(high, low, divisor);
        if (quotient < 0) {
            throw overflow(a, b, divisor);
        }
        final long remainder = low - quotient * divisor; // Below the divisor, so its low 64 bits are all of it.
        final boolean up = rounding == Rounding.HALF_UP && remainder >= divisor - remainder;
        final long rounded = up ? Math.incrementExact(quotient) : quotient;
        return negative ? -rounded : rounded;
    }

    /** Of a 127-bit product, {@code high < divisor}: a share of the account's equity is one in most cases. */
    private static long wideDivision(final long high, final long low, final long divisor) {
        return divisor <= Integer.MAX_VALUE ? digitByDigit(high, low, divisor) : bitByBit(high, low, divisor);
    }

    /** Schoolbook division by a single digit of 31 bits: a rest, which is less, fits 63 bits with the next digit. */
    private static long digitByDigit(final long high, final long low, final long divisor) {
        final long upper = (high << Integer.SIZE) | (low >>> Integer.SIZE);
        final long lower = (upper % divisor << Integer.SIZE) | Integer.toUnsignedLong((int) low);
        return (upper / divisor << Integer.SIZE) | lower / divisor;
    }

    /** The same by any divisor: rare, so short beats fast. */
    private static long bitByBit(final long high, final long low, final long divisor) {
        long rest = high;
        long quotient = 0;
        for (int bit = Long.SIZE - 1; bit >= 0; bit--) {
            final boolean carry = rest < 0;
            rest = (rest << 1) | ((low >>> bit) & 1);
            if (carry || Long.compareUnsigned(rest, divisor) >= 0) {
                rest -= divisor;
                quotient |= 1L << bit;
            }
        }
        return quotient;
    }

    private static long magnitude(final long value) {
        return Math.absExact(value);
    }

    private static ArithmeticException overflow(final long a, final long b, final long divisor) {
        return new ArithmeticException("overflow: a=" + a + " b=" + b + " divisor=" + divisor);
    }

    private static long[] powersOfTen() {
        final long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
