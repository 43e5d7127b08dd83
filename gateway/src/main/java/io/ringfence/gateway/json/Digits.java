package io.ringfence.gateway.json;

/** Eight decimal digits in a word, each a byte of its own, the most significant lowest: as eight characters are read. */
final class Digits {
    private Digits() {}

    /** Their value; {@code ones} holds 0 to 9 in each byte. Neighbours are added up: to twos, fours and eight. */
    static long value(final long ones) {
        final long twos = ((ones * (1 + (10L << Byte.SIZE))) >>> Byte.SIZE) & 0x00FF_00FF_00FF_00FFL;
        final long fours = ((twos * (1 + (100L << Short.SIZE))) >>> Short.SIZE) & 0x0000_FFFF_0000_FFFFL;
        return (fours * (1 + (10_000L << Integer.SIZE))) >>> Integer.SIZE;
    }

    static boolean isDigit(final byte character) {
        return character >= '0' && character <= '9';
    }
}
