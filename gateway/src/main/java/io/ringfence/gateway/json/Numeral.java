package io.ringfence.gateway.json;

import org.agrona.DirectBuffer;

/**
 * Where a number lies in a {@link Phrase}, and how it is read there: its last eight or sixteen digits anew each time, on both sides of its
 * point if it has one; those in front of them, which seldom change, are part of the phrase and were read when it was learned. Changed in place when
 * its phrase is learned anew.
 */
public final class Numeral {
    private static final long DIGIT_BITS = 0x0F0F_0F0F_0F0F_0F0FL;
    private static final long HUNDRED_MILLION = 100_000_000;

    /** The last two characters of its key, the second lowest. */
    private int key;

    private boolean quoted;
    /** Behind its last digit that counts, from the phrase's start. */
    private int end;
    /** The digits behind the point, or all, in the eight characters before the end. */
    private long behindPoint;
    /** The digits in front of the point in the eight characters before the last. */
    private long beforePoint;
    /** The digits in the eight characters before those, if they may differ, too. */
    private long upper;

    /** How far before the others they are read: the point lies between, if there is one. */
    private int upperBytes;
    /** What the digits that are part of the phrase are worth. */
    private long base;
    /** For each decimal that it leaves out, ten times. */
    private long factor;

    /**
     * @param quoted   whether it is a decimal in quotes, not an integer without
     * @param whole    digits in front of the point, and {@code decimals} behind it, of which the last ends at {@code end}
     * @param varying  how many of them may differ, of which at most eight are decimals
     * @param constant the value of those in front of all that may differ
     */
    void set(
            final int key,
            final boolean quoted,
            final int end,
            final int whole,
            final int decimals,
            final int varying,
            final long constant,
            final long factor) {
        this.key = key;
        this.quoted = quoted;
        this.end = end;
        this.factor = factor;
        final long all = digitBits(whole + decimals);
        behindPoint = decimals == 0 ? all : digitBits(decimals);
        beforePoint = all & ~behindPoint;
        upper = digitBits(varying - Long.BYTES);
        upperBytes = decimals == 0 ? Long.BYTES : Long.BYTES + 1;
        base = constant * HUNDRED_MILLION * (upper == 0 ? 1 : HUNDRED_MILLION);
    }

    /** In the last {@code digits} bytes of a word, or in all if they are more. */
    private static long digitBits(final int digits) {
        if (digits <= 0) {
            return 0;
        }
        return digits >= Long.BYTES ? DIGIT_BITS : DIGIT_BITS << (Long.SIZE - Byte.SIZE * digits);
    }

    boolean isOf(final int otherKey, final boolean inQuotes) {
        return key == otherKey && quoted == inQuotes;
    }

    /** The greatest value that it may have in this phrase. */
    public long most() {
        final long most = HUNDRED_MILLION - 1;
        return (base + most + (upper == 0 ? 0 : HUNDRED_MILLION * most)) * factor;
    }

    /** Its value in a text at {@code at} that is the phrase. */
    long value(final DirectBuffer text, final int at) {
        final int last = at + end - Long.BYTES;
        final long digits = text.getLong(last) & behindPoint | text.getLong(last - 1) & beforePoint;
        final long value = (base + Digits.value(digits)) * factor;
        return upper == 0 ? value : value + HUNDRED_MILLION * Digits.value(text.getLong(last - upperBytes) & upper);
    }
}
