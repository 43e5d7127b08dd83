package io.ringfence.gateway.json;

/** Eight decimal digits in a word, each a byte of its own, the most significant lowest: as eight characters are read. */
final class Digits {
    private Digits() {}

    /** Their value; {@code ones} holds 0 to 9 in each byte. Neighbours are added up: to twos, fours and eight. */
    static long value(final long ones) {
        final long twos = (ones * 10 + (ones >>> 8)) & 0x00FF_00FF_00FF_00FFL;
        final long fours = (twos * 100 + (twos >>> 16)) & 0x0000_FFFF_0000_FFFFL;
        return (fours * 10_000 + (fours >>> 32)) & 0xFFFF_FFFFL;
    }

    static boolean isDigit(final byte character) {
        return character >= '0' && character <= '9';
    }
}
