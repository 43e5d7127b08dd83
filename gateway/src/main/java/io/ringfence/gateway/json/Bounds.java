package io.ringfence.gateway.json;

/**
 * The lowest and the highest that each of eight characters may be, and whether eight are so, by two additions: whatever is above its highest
 * carries into its high bit in one, and whatever is not below its lowest in the other. Characters are ASCII.
 */
final class Bounds {
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Bounds() {}

    /** What to add to find characters above those in {@code highest} from {@code from} on; the first one is the lowest byte. */
    static long tooHigh(final byte[] highest, final int from) {
        long word = 0;
        for (int i = from + Long.BYTES - 1; i >= from; i--) {
            word = word << Byte.SIZE | (0x7F - highest[i]);
        }
        return word;
    }

    /** What to add to find characters that are not below those in {@code lowest}. */
    static long highEnough(final byte[] lowest, final int from) {
        long word = 0;
        for (int i = from + Long.BYTES - 1; i >= from; i--) {
            word = word << Byte.SIZE | (0x80 - lowest[i]);
        }
        return word;
    }

    /**
     * The high bits of characters that lie within; for several words they may be gathered by AND. A byte that is no character is found out by
     * one addition or the other, and only such a one carries into the next.
     */
    static long within(final long word, final long tooHigh, final long highEnough) {
        return (word + highEnough) & ~(word + tooHigh);
    }

    /** Whether all eight, or of several words each, lay within. */
    static boolean areAll(final long within) {
        return (within & HIGH_BITS) == HIGH_BITS;
    }
}
