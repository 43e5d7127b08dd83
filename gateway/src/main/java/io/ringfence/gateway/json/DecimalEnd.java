package io.ringfence.gateway.json;

/** How a decimal in quotes goes on behind its whole digits, {@code .014"}, in one word for each scale. */
final class DecimalEnd {
    /** As many digits fit a word beside point and quote. */
    static final int MAX_SCALE = 6;

    private static final int SCALES = 19;
    /** {@link Bounds} by scale. */
    private static final long[] TOO_HIGH = new long[SCALES];

    private static final long[] HIGH_ENOUGH = new long[SCALES];

    static {
        for (int scale = 1; scale <= MAX_SCALE; scale++) {
            final byte[] lowest = new byte[Long.BYTES];
            final byte[] highest = {127, 127, 127, 127, 127, 127, 127, 127};
            final String text = "." + "0".repeat(scale) + "\"";
            for (int i = 0; i < text.length(); i++) {
                lowest[i] = (byte) text.charAt(i);
                highest[i] = text.charAt(i) == '0' ? (byte) '9' : lowest[i];
            }
            TOO_HIGH[scale] = Bounds.tooHigh(highest, 0);
            HIGH_ENOUGH[scale] = Bounds.highEnough(lowest, 0);
        }
    }

    private DecimalEnd() {}

    /** Whether this is point, decimals and quote; of scales with too many or none, never. */
    static boolean is(final long word, final int scale) {
        return Bounds.areAll(Bounds.within(word, TOO_HIGH[scale], HIGH_ENOUGH[scale]));
    }

    /** The decimals' values in the word's last bytes, of a word xored with zeros. */
    static long digits(final long word, final int scale) {
        return word << (Long.SIZE - Byte.SIZE - Byte.SIZE * scale) & -1L << (Long.SIZE - Byte.SIZE * scale);
    }
}
