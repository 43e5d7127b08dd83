package io.ringfence.gateway.json;

/** How a decimal in quotes goes on behind its whole digits, {@code .014"}, in one word for each scale. */
final class DecimalEnd {
    /** As many digits fit a word beside point and quote. */
    private static final int MAX_SCALE = 6;

    private static final int SCALES = 19;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    /** By scale: what carries into a high bit if a character is too high, and what does if it is high enough. */
    private static final long[] TOO_HIGH = new long[SCALES];

    private static final long[] HIGH_ENOUGH = new long[SCALES];

    static {
        for (int scale = 1; scale <= MAX_SCALE; scale++) {
            for (int i = Long.BYTES - 1; i >= 0; i--) {
                TOO_HIGH[scale] = TOO_HIGH[scale] << Byte.SIZE | (0x7F - highest(i, scale));
                HIGH_ENOUGH[scale] = HIGH_ENOUGH[scale] << Byte.SIZE | (0x80 - lowest(i, scale));
            }
        }
    }

    private DecimalEnd() {}

    /** Whether this is point, decimals and quote; of scales with too many or none, never. */
    static boolean is(final long word, final int scale) {
        return ((word | (word + TOO_HIGH[scale]) | ~(word + HIGH_ENOUGH[scale])) & HIGH_BITS) == 0;
    }

    /** The decimals' values in the word's last bytes, of a word xored with zeros. */
    static long digits(final long word, final int scale) {
        return word << (Long.SIZE - Byte.SIZE - Byte.SIZE * scale) & -1L << (Long.SIZE - Byte.SIZE * scale);
    }

    private static int highest(final int at, final int scale) {
        return at == 0 ? '.' : at <= scale ? '9' : at == scale + 1 ? '"' : 0x7F;
    }

    private static int lowest(final int at, final int scale) {
        return at == 0 ? '.' : at <= scale ? '0' : at == scale + 1 ? '"' : 1;
    }
}
