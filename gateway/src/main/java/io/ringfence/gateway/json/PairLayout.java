package io.ringfence.gateway.json;

import java.util.Arrays;

/**
 * How a row {@code ["61496.50","0.014"]} looks when its decimals have so many digits: the bounds of its characters, and where its numbers
 * lie. With it a row is checked as a whole, word by word, instead of character by character: rows of one table mostly look alike. Immutable.
 *
 * <pre>
 *   highest  ["99999.99","9.999"]
 *   lowest   ["10000.00","0.000"]
 * </pre>
 */
final class PairLayout {
    /** A number's most digits, and the most decimals. */
    static final int MAX_DIGITS = Long.BYTES;

    private static final int WORDS = 4;
    private static final int FIRST_AT = 2;

    final int lengthBytes;
    /** Where the second number's digits begin. */
    final int secondAt;
    /** Of each number's first eight bytes, those before the point. */
    final long firstKept;

    final long secondKept;
    /** What moves a number's digits, joined, to the end of a word. */
    final int firstShift;

    final int secondShift;
    final boolean inThreeWords;

    /** {@link Bounds} of each word; behind the row there are none. */
    final long tooHigh0;

    final long tooHigh1;
    final long tooHigh2;
    final long tooHigh3;
    final long highEnough0;
    final long highEnough1;
    final long highEnough2;
    final long highEnough3;

    /** Of each number at most {@value #MAX_DIGITS} digits, some of them on each side of its point. */
    PairLayout(final int firstWhole, final int firstScale, final int secondWhole, final int secondScale) {
        final byte[] lowest = new byte[WORDS * Long.BYTES];
        final byte[] highest = new byte[WORDS * Long.BYTES];
        Arrays.fill(highest, Byte.MAX_VALUE);
        final String head = "[\"" + lowest(firstWhole) + '.' + "0".repeat(firstScale) + "\",\"";
        final String low = head + lowest(secondWhole) + '.' + "0".repeat(secondScale) + "\"]";
        secondAt = head.length();
        lengthBytes = low.length();
        for (int i = 0; i < lengthBytes; i++) {
            lowest[i] = (byte) low.charAt(i);
            highest[i] = (byte) (Character.isDigit(low.charAt(i)) ? '9' : low.charAt(i));
        }
        inThreeWords = lengthBytes <= (WORDS - 1) * Long.BYTES;
        firstKept = ~(-1L << (Byte.SIZE * firstWhole));
        secondKept = ~(-1L << (Byte.SIZE * secondWhole));
        firstShift = Byte.SIZE * (MAX_DIGITS - firstWhole - firstScale);
        secondShift = Byte.SIZE * (MAX_DIGITS - secondWhole - secondScale);
        tooHigh0 = Bounds.tooHigh(highest, 0);
        tooHigh1 = Bounds.tooHigh(highest, Long.BYTES);
        tooHigh2 = Bounds.tooHigh(highest, 2 * Long.BYTES);
        tooHigh3 = Bounds.tooHigh(highest, 3 * Long.BYTES);
        highEnough0 = Bounds.highEnough(lowest, 0);
        highEnough1 = Bounds.highEnough(lowest, Long.BYTES);
        highEnough2 = Bounds.highEnough(lowest, 2 * Long.BYTES);
        highEnough3 = Bounds.highEnough(lowest, 3 * Long.BYTES);
    }

    /** Where the first number's digits begin. */
    static int firstAt() {
        return FIRST_AT;
    }

    /** No zero stands in front of other digits. */
    private static String lowest(final int whole) {
        return whole == 1 ? "0" : "1" + "0".repeat(whole - 1);
    }
}
