package io.ringfence.gateway.json;

/**
 * How a row {@code ["61496.50","0.014"]} looks when its decimals have so many digits: which of its bytes are fixed, which
 * are digits, and where its numbers lie. With it a row is checked as a whole, word by word, instead of character by
 * character: rows of one table mostly look alike. Immutable.
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
    /** All ones if a number has more than one digit before its point: then the first must not be 0. */
    final long firstLong;

    final long secondLong;
    final boolean inThreeWords;

    /** Fixed bytes, ones where they are, and the high bits of digits; for each word. */
    final long fixed0;

    final long fixed1;
    final long fixed2;
    final long fixed3;
    final long mask0;
    final long mask1;
    final long mask2;
    final long mask3;
    final long digits0;
    final long digits1;
    final long digits2;
    final long digits3;

    /** Of each number at most {@value #MAX_DIGITS} digits; no scanner's row has a number without some. */
    PairLayout(final int firstWhole, final int firstScale, final int secondWhole, final int secondScale) {
        final byte[] row = new byte[WORDS * Long.BYTES];
        int at = put(row, 0, "[\"");
        at = put(row, at + firstWhole, ".") + firstScale;
        secondAt = put(row, at, "\",\"");
        at = put(row, secondAt + secondWhole, ".") + secondScale;
        lengthBytes = put(row, at, "\"]");
        inThreeWords = lengthBytes <= (WORDS - 1) * Long.BYTES;
        firstKept = ~(-1L << (Byte.SIZE * firstWhole));
        secondKept = ~(-1L << (Byte.SIZE * secondWhole));
        firstShift = Byte.SIZE * (MAX_DIGITS - firstWhole - firstScale);
        secondShift = Byte.SIZE * (MAX_DIGITS - secondWhole - secondScale);
        firstLong = firstWhole > 1 ? -1 : 0;
        secondLong = secondWhole > 1 ? -1 : 0;
        fixed0 = fixed(row, 0);
        fixed1 = fixed(row, 1);
        fixed2 = fixed(row, 2);
        fixed3 = fixed(row, 3);
        mask0 = mask(row, 0);
        mask1 = mask(row, 1);
        mask2 = mask(row, 2);
        mask3 = mask(row, 3);
        digits0 = digits(row, 0);
        digits1 = digits(row, 1);
        digits2 = digits(row, 2);
        digits3 = digits(row, 3);
    }

    /** Where the first number's digits begin. */
    static int firstAt() {
        return FIRST_AT;
    }

    private static int put(final byte[] row, final int at, final String text) {
        for (int i = 0; i < text.length(); i++) {
            row[at + i] = (byte) text.charAt(i);
        }
        return at + text.length();
    }

    private static long fixed(final byte[] row, final int word) {
        long fixed = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            fixed = fixed << Byte.SIZE | row[word * Long.BYTES + i];
        }
        return fixed;
    }

    private static long mask(final byte[] row, final int word) {
        long mask = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            mask = mask << Byte.SIZE | (row[word * Long.BYTES + i] == 0 ? 0 : 0xFF);
        }
        return mask;
    }

    private long digits(final byte[] row, final int word) {
        long digits = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            final int at = word * Long.BYTES + i;
            digits = digits << Byte.SIZE | (row[at] == 0 && at < lengthBytes ? 0x80 : 0);
        }
        return digits;
    }
}
