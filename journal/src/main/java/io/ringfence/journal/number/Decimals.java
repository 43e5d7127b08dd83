package io.ringfence.journal.number;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.agrona.MutableDirectBuffer;

/**
 * Decimal text of scaled integers, as the venues write it: plain digits, no exponent, exactly {@code scale} decimals.
 * Reading from the wire is the decoders' own; this is for start-up code, output and order encoding.
 */
public final class Decimals {
    private Decimals() {}

    /** {@code 6180030, 2} gives {@code 61800.30}. */
    public static String format(final long mantissa, final int scale) {
        return BigDecimal.valueOf(mantissa, scale).toPlainString();
    }

    /**
     * The mantissa of {@code text} in {@code scale}.
     *
     * @throws NumberFormatException if it is no decimal, has non-zero digits beyond the scale, or does not fit a long.
     */
    public static long parse(final String text, final int scale) {
        try {
            return new BigDecimal(text)
                    .setScale(scale, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .longValueExact();
        } catch (final ArithmeticException | NumberFormatException e) {
            throw new NumberFormatException("decimal=" + text + " does not fit scale=" + scale);
        }
    }

    /** Writes {@code mantissa} with {@code scale} decimals as ASCII and returns the number of bytes; allocates nothing. */
    public static int write(final MutableDirectBuffer buffer, final int offset, final long mantissa, final int scale) {
        int at = offset;
        if (mantissa < 0) {
            buffer.putByte(at++, (byte) '-');
        }
        final long magnitude = Math.absExact(mantissa);
        final long unit = Money.powerOfTen(scale);
        at += buffer.putLongAscii(at, magnitude / unit);
        if (scale > 0) {
            buffer.putByte(at++, (byte) '.');
            long decimals = magnitude % unit;
            for (int i = at + scale - 1; i >= at; i--) {
                buffer.putByte(i, (byte) ('0' + decimals % 10));
                decimals /= 10;
            }
            at += scale;
        }
        return at - offset;
    }
}
