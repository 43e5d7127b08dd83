package io.ringfence.gateway.json;

import java.nio.charset.StandardCharsets;

/**
 * Text that is expected at a place, as words that the compiler knows: a record's fields in a constant are constants, too.
 *
 * @param lengthBytes 1 to {@link #MAX_LENGTH}
 * @param first       its first eight bytes, little-endian, zeros behind its end
 * @param second      the next eight
 * @param third       the next eight
 */
public record Literal(int lengthBytes, long first, long second, long third) {
    /** The longest text, bytes. */
    public static final int MAX_LENGTH = 3 * Long.BYTES;

    /** @throws IllegalArgumentException if it is empty, too long or not ASCII */
    public static Literal of(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length == 0
                || bytes.length > MAX_LENGTH
                || !new String(bytes, StandardCharsets.US_ASCII).equals(text)) {
            throw new IllegalArgumentException("no literal of 1 to " + MAX_LENGTH + " ASCII characters: " + text);
        }
        return new Literal(bytes.length, word(bytes, 0), word(bytes, Long.BYTES), word(bytes, 2 * Long.BYTES));
    }

    private static long word(final byte[] bytes, final int from) {
        long word = 0;
        for (int i = Math.min(from + Long.BYTES, bytes.length) - 1; i >= from; i--) {
            word = word << Byte.SIZE | bytes[i];
        }
        return word;
    }
}
