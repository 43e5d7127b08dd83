package io.ringfence.gateway.frames;

import java.nio.charset.StandardCharsets;

/**
 * Steps through the fields of one JSON object in place, without making objects: for messages of a known shape, off the
 * engine's hot path. Values are skipped, not checked; what is needed is checked where it is read. Reusable; owned by one
 * thread.
 */
public final class JsonFields {
    private static final int MAX_DIGITS = 18;

    private byte[] bytes;
    private int at;
    private int end;
    private int keyStart;
    private int keyLength;
    private int valueStart;
    private int valueLength;

    /** Stands before the first field of the object in {@code bytes[offset, offset + lengthBytes)}. */
    public JsonFields wrap(final byte[] bytes, final int offset, final int lengthBytes) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + lengthBytes;
        expect('{');
        return this;
    }

    /** Moves to the next field; false after the last. */
    public boolean next() {
        skipSpace();
        if (peek() == '}') {
            return false;
        }
        if (peek() == ',') {
            at++;
            skipSpace();
        }
        expect('"');
        keyStart = at;
        skipText();
        keyLength = at - 1 - keyStart;
        skipSpace();
        expect(':');
        skipSpace();
        skipValue();
        return true;
    }

    /** The key if it is one character long, else 0. */
    public char shortKey() {
        return keyLength == 1 ? (char) bytes[keyStart] : 0;
    }

    public boolean keyIs(final String key) {
        return sameText(keyStart, keyLength, key);
    }

    public String keyText() {
        return new String(bytes, keyStart, keyLength, StandardCharsets.UTF_8);
    }

    /** First byte of the value; of a text's content, not its quote. */
    public int valueStart() {
        return valueStart;
    }

    public int valueLength() {
        return valueLength;
    }

    public String valueText() {
        return new String(bytes, valueStart, valueLength, StandardCharsets.UTF_8);
    }

    public boolean valueIs(final String text) {
        return sameText(valueStart, valueLength, text);
    }

    /** The value as a whole number. */
    public long valueLong() {
        return decimal(valueStart, valueLength, 0);
    }

    /** The value, a text or a number, as mantissa with {@code scale} decimals. */
    public long valueDecimal(final int scale) {
        return decimal(valueStart, valueLength, scale);
    }

    /** How many decimals the value is printed with. */
    public int valueDecimals() {
        for (int i = 0; i < valueLength; i++) {
            if (bytes[valueStart + i] == '.') {
                return valueLength - i - 1;
            }
        }
        return 0;
    }

    /**
     * Hands every {@code ["price","quantity"]} of the value, an array of such, to {@code levels}.
     */
    public void valueLevels(final int priceScale, final int quantityScale, final Levels levels) {
        final int resumeAt = at;
        at = valueStart;
        expect('[');
        while (nextItem()) {
            expect('[');
            final long price = item(priceScale);
            expect(',');
            final long quantity = item(quantityScale);
            expect(']');
            levels.onLevel(price, quantity);
        }
        at = resumeAt;
    }

    /** Receives price levels. */
    public interface Levels {
        void onLevel(long price, long quantity);
    }

    private boolean nextItem() {
        skipSpace();
        if (peek() == ',') {
            at++;
            skipSpace();
        }
        return peek() != ']';
    }

    private long item(final int scale) {
        skipSpace();
        expect('"');
        final int start = at;
        skipText();
        return decimal(start, at - 1 - start, scale);
    }

    private void skipValue() {
        final int first = peek();
        if (first == '"') {
            at++;
            valueStart = at;
            skipText();
            valueLength = at - 1 - valueStart;
        } else {
            valueStart = at;
            if (first == '{' || first == '[') {
                skipNested();
            } else {
                skipBare();
            }
            valueLength = at - valueStart;
        }
    }

    private void skipText() {
        while (peek() != '"') {
            at += peek() == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipNested() {
        int depth = 0;
        do {
            final int character = peek();
            at++;
            if (character == '"') {
                skipText();
            } else if (character == '{' || character == '[') {
                depth++;
            } else if (character == '}' || character == ']') {
                depth--;
            }
        } while (depth > 0);
    }

    private void skipBare() {
        while (peek() != ',' && peek() != '}' && peek() > ' ') {
            at++;
        }
    }

    private void skipSpace() {
        while (at < end && bytes[at] <= ' ' && bytes[at] >= 0) {
            at++;
        }
    }

    private int peek() {
        if (at >= end) {
            throw malformed("it ends early");
        }
        return bytes[at];
    }

    private void expect(final char character) {
        skipSpace();
        if (peek() != character) {
            throw malformed("'" + (char) peek() + "' stands where '" + character + "' should");
        }
        at++;
    }

    private long decimal(final int start, final int length, final int scale) {
        final boolean negative = length > 0 && bytes[start] == '-';
        long mantissa = 0;
        int digits = 0;
        int decimals = -1;
        for (int i = negative ? 1 : 0; i < length; i++) {
            final int character = bytes[start + i];
            if (character == '.' && decimals < 0) {
                decimals = 0;
            } else if (character < '0' || character > '9' || ++digits > MAX_DIGITS) {
                throw notDecimal(start, length, scale);
            } else if (decimals < scale) {
                mantissa = mantissa * 10 + character - '0';
                decimals += decimals < 0 ? 0 : 1;
            } else if (character != '0') {
                throw notDecimal(start, length, scale);
            }
        }
        if (digits == 0) {
            throw notDecimal(start, length, scale);
        }
        for (int i = Math.max(0, decimals); i < scale; i++) {
            mantissa = Math.multiplyExact(mantissa, 10);
        }
        return negative ? -mantissa : mantissa;
    }

    private boolean sameText(final int start, final int length, final String text) {
        if (length != text.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private FrameException notDecimal(final int start, final int length, final int scale) {
        return new FrameException("\"" + new String(bytes, start, length, StandardCharsets.UTF_8)
                + "\" is no number with at most " + scale + " decimals");
    }

    private FrameException malformed(final String what) {
        return new FrameException("malformed JSON at byte " + at + ": " + what);
    }
}
