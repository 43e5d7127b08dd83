package io.ringfence.gateway.json;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Walks one JSON value in {@code [offset, offset + lengthBytes)} of a buffer, in place.
 *
 * <p>Pull style: enter an object, ask for its keys one after another, and take or skip exactly one value per key:
 *
 * <pre>
 *   scanner.wrap(buffer, offset, lengthBytes);
 *   scanner.enterObject();
 *   for (int key = scanner.nextKey(); key != NO_KEY; key = scanner.nextKey()) {
 *       switch (key) {
 *           case 'p' -&gt; price = scanner.decimal(scale);
 *           default -&gt; scanner.skip();
 *       }
 *   }
 *   scanner.finish();
 *   if (scanner.failed()) ...
 * </pre>
 *
 * <p>No input makes it throw or read outside its region. The first fault sticks: from then on {@link #nextKey} and
 * {@link #nextElement} report the end and readers return 0 or false, so a loop needs no checks of its own, only one at
 * its end. Keys and texts are compared as raw bytes: an escaped key or symbol is never equal to a plain one. UTF-8 is
 * passed through unchecked. A repeated key is reported again.
 *
 * <p>Allocates nothing. Owned by one thread.
 */
public final class JsonScanner {
    /** The object has ended, or the scan has failed. */
    public static final int NO_KEY = 0;
    /** A key that isn't a single byte; ask {@link #keyIs}. */
    public static final int LONG_KEY = 256;
    /** How deep {@link #skip} follows nested values. */
    public static final int MAX_DEPTH = 32;

    /** {@code "?":} read as a little-endian int, with 0 for the key. */
    private static final int SHORT_KEY = '"' | '"' << 16 | ':' << 24;

    private static final int SHORT_KEY_MASK = 0xFFFF_00FF;
    private static final long FRESH = 1L << 32;
    /** From here on, one more decimal digit may not fit. */
    private static final long NEARLY_FULL = Long.MAX_VALUE / 10;

    private static final int LAST_DIGIT = (int) (Long.MAX_VALUE % 10);

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private DirectBuffer buffer;
    private int position;
    private int limit;
    /** Just behind an opening bracket: no comma is due. */
    private boolean fresh;

    private int keyOffset;
    private int keyLength;
    private int textOffset;
    private int textLength;
    private boolean escaped;
    private long mantissa;

    private Fault fault = Fault.NONE;
    private int faultPosition;

    /** Starts over at {@code offset}, free of faults. */
    public void wrap(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        this.buffer = buffer;
        position = offset;
        limit = offset + lengthBytes;
        fresh = true;
        fault = Fault.NONE;
    }

    public boolean failed() {
        return fault != Fault.NONE;
    }

    public Fault fault() {
        return fault;
    }

    /** Where the first fault is, as an index into the buffer; meaningless without one. */
    public int faultPosition() {
        return faultPosition;
    }

    /** Declares the frame malformed at the present place, for reasons that JSON doesn't know. */
    public void reject(final Fault reason) {
        fail(reason, position);
    }

    /** The present place, to come back to with {@link #reset}. */
    public long mark() {
        return position | (fresh ? FRESH : 0);
    }

    /** Back to a mark taken since {@link #wrap}, and free of faults again. */
    public void reset(final long mark) {
        position = (int) mark;
        fresh = (mark & FRESH) != 0;
        fault = Fault.NONE;
    }

    /** Enters the object that is the next value. */
    public boolean enterObject() {
        return enter('{');
    }

    /** Enters the array that is the next value. */
    public boolean enterArray() {
        return enter('[');
    }

    /**
     * Moves to the next key of the object entered last and stands before its value.
     *
     * @return the key if it is one byte, {@link #LONG_KEY}, or {@link #NO_KEY} at the object's end
     */
    public int nextKey() {
        final int at = fresh ? position : position + 1;
        if (limit - at >= Integer.BYTES && (fresh || buffer.getByte(position) == ',')) {
            final int word = buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            final int key = (word >>> 8) & 0xFF;
            if ((word & SHORT_KEY_MASK) == SHORT_KEY && isPlain(key)) {
                position = at + Integer.BYTES;
                fresh = false;
                return key;
            }
        }
        return anyKey();
    }

    /** Moves to the next element of the array entered last and stands before it; false at the array's end. */
    public boolean nextElement() {
        if (!advance((byte) ']')) {
            return false;
        }
        fresh = false;
        return true;
    }

    /** Whether the key reported last is {@code name}. */
    public boolean keyIs(final byte[] name) {
        return equal(keyOffset, keyLength, name);
    }

    /** The first byte of the next value, which tells its kind; 0 if there is none. */
    public byte peek() {
        final int at = skipSpace(position);
        position = at;
        return at < limit ? buffer.getByte(at) : 0;
    }

    /** Takes a string; its raw bytes are {@link #textOffset()} and {@link #textLength()}, escapes unresolved. */
    public boolean string() {
        final int start = skipSpace(position);
        if (!expect(start, (byte) '"')) {
            return false;
        }
        escaped = false;
        textOffset = start + 1;
        final int end = endOfString(start + 1);
        if (end < 0) {
            return false;
        }
        textLength = end - textOffset;
        position = end + 1;
        return true;
    }

    public int textOffset() {
        return textOffset;
    }

    public int textLength() {
        return textLength;
    }

    /** Whether the string taken last holds a backslash. */
    public boolean isEscaped() {
        return escaped;
    }

    /** Whether the string taken last is {@code text}. */
    public boolean textIs(final byte[] text) {
        return equal(textOffset, textLength, text);
    }

    /** Takes {@code true} or {@code false}. */
    public boolean bool() {
        final boolean value = peek() == 't';
        word(value ? TRUE : FALSE);
        return value;
    }

    /** Takes an integer, bare or quoted. */
    public long integer() {
        return number(0, false);
    }

    /**
     * Takes a decimal, bare or quoted, as {@code value x 10^scale}. An exponent is a fault; digits beyond the scale must
     * be 0.
     *
     * @param scale 0 to 18
     */
    public long decimal(final int scale) {
        return number(scale, false);
    }

    /** As {@link #decimal}, but rounds half away from zero what lies beyond the scale. */
    public long roundedDecimal(final int scale) {
        return number(scale, true);
    }

    /** Passes over the next value, whatever it is. */
    public boolean skip() {
        if (skipScalar()) {
            return true;
        }
        return !failed() && skipNested();
    }

    /** Nothing but white space may follow. */
    public boolean finish() {
        if (failed()) {
            return false;
        }
        final int at = skipSpace(position);
        return at == limit || fail(Fault.TRAILING_BYTES, at);
    }

    private boolean enter(final char bracket) {
        final int at = skipSpace(position);
        if (!expect(at, (byte) bracket)) {
            return false;
        }
        position = at + 1;
        fresh = true;
        return true;
    }

    private static boolean isPlain(final int key) {
        return key != '\\' && key != '"' && key >= ' ';
    }

    private int anyKey() {
        if (!advance((byte) '}') || !string()) {
            return NO_KEY;
        }
        keyOffset = textOffset;
        keyLength = textLength;
        final int colon = skipSpace(position);
        if (!expect(colon, (byte) ':')) {
            return NO_KEY;
        }
        position = colon + 1;
        fresh = false;
        return keyLength == 1 ? buffer.getByte(keyOffset) & 0xFF : LONG_KEY;
    }

    /** To the next member of a container: past the comma that is due, or out of it at {@code end}. */
    private boolean advance(final byte end) {
        if (failed()) {
            return false;
        }
        int at = skipSpace(position);
        if (at < limit && buffer.getByte(at) == end) {
            position = at + 1;
            fresh = false;
            return false;
        }
        if (!fresh) {
            if (!expect(at, (byte) ',')) {
                return false;
            }
            at = skipSpace(at + 1);
        }
        position = at;
        return at < limit || fail(Fault.TRUNCATED, at);
    }

    private int skipSpace(final int from) {
        int at = from;
        while (at < limit && isSpace(buffer.getByte(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(final byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    /** The index of the closing quote, or -1 after a fault. */
    private int endOfString(final int from) {
        for (int at = from; at < limit; at++) {
            final byte character = buffer.getByte(at);
            if (character == '"') {
                return at;
            }
            if (character == '\\') {
                at = endOfEscape(at + 1);
                if (at < 0) {
                    return -1;
                }
            } else if (character >= 0 && character < ' ') {
                fail(Fault.CONTROL_CHARACTER, at);
                return -1;
            }
        }
        fail(Fault.TRUNCATED, limit);
        return -1;
    }

    /** The index of the escape's last character, or -1 after a fault. */
    private int endOfEscape(final int at) {
        escaped = true;
        if (at >= limit) {
            fail(Fault.TRUNCATED, at);
            return -1;
        }
        return switch (buffer.getByte(at)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at;
            case 'u' -> endOfUnicode(at);
            default -> {
                fail(Fault.BAD_ESCAPE, at);
                yield -1;
            }
        };
    }

    private int endOfUnicode(final int at) {
        final int end = at + 4;
        for (int i = at + 1; i <= end; i++) {
            if (i >= limit || !isHex(buffer.getByte(i))) {
                fail(i >= limit ? Fault.TRUNCATED : Fault.BAD_ESCAPE, i);
                return -1;
            }
        }
        return end;
    }

    private static boolean isHex(final byte character) {
        final int lower = character | 0x20;
        return (character >= '0' && character <= '9') || (lower >= 'a' && lower <= 'f');
    }

    private long number(final int scale, final boolean round) {
        int at = position;
        byte first = at < limit ? buffer.getByte(at) : 0;
        if (isSpace(first)) {
            first = peek();
            at = position;
        }
        final boolean quoted = first == '"';
        if (quoted) {
            first = ++at < limit ? buffer.getByte(at) : 0;
        }
        final boolean negative = first == '-';
        at = magnitude(negative ? at + 1 : at, scale, round);
        if (at < 0 || !endNumber(at, quoted)) {
            return 0;
        }
        return negative ? -mantissa : mantissa;
    }

    /** Reads digits, point and decimals into {@link #mantissa}; the index behind them, or -1 after a fault. */
    private int magnitude(final int from, final int scale, final boolean round) {
        mantissa = 0;
        int at = digits(from, limit);
        if (at < 0 || !isWellBegun(from, at)) {
            return -1;
        }
        if (at < limit && buffer.getByte(at) == '.') {
            return decimals(at + 1, scale, round);
        }
        return padded(at, scale);
    }

    private int decimals(final int from, final int scale, final boolean round) {
        if (!isDigitAt(from)) {
            return failNumber(from);
        }
        final int end = from + scale;
        final int at = digits(from, Math.min(end, limit));
        if (at < 0) {
            return at;
        }
        return at < end ? padded(at, end - at) : surplus(at, round);
    }

    /** Digits beyond the scale: zeros, or rounded away. */
    private int surplus(final int from, final boolean round) {
        int at = from;
        final boolean up = round && isDigitAt(from) && buffer.getByte(from) >= '5';
        while (isDigitAt(at)) {
            if (!round && buffer.getByte(at) != '0') {
                fail(Fault.TOO_PRECISE, at);
                return -1;
            }
            at++;
        }
        if (up && mantissa == Long.MAX_VALUE) {
            fail(Fault.OUT_OF_RANGE, from);
            return -1;
        }
        mantissa += up ? 1 : 0;
        return at;
    }

    /** Appends digits in {@code [from, to)} to the mantissa; the index behind them, or -1 if it doesn't fit. */
    private int digits(final int from, final int to) {
        long value = mantissa;
        int at = from;
        for (; at < to; at++) {
            final int digit = buffer.getByte(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            if (value >= NEARLY_FULL && (value > NEARLY_FULL || digit > LAST_DIGIT)) {
                fail(Fault.OUT_OF_RANGE, at);
                return -1;
            }
            value = value * 10 + digit;
        }
        mantissa = value;
        return at;
    }

    /** At least one digit, and no zero in front of others. */
    private boolean isWellBegun(final int from, final int end) {
        if (end == from || (end - from > 1 && buffer.getByte(from) == '0')) {
            failNumber(from);
            return false;
        }
        return true;
    }

    /** Multiplies by ten for every decimal that the text leaves out. */
    private int padded(final int at, final int missing) {
        long value = mantissa;
        for (int i = 0; i < missing; i++) {
            if (value > NEARLY_FULL) {
                fail(Fault.OUT_OF_RANGE, at);
                return -1;
            }
            value *= 10;
        }
        mantissa = value;
        return at;
    }

    private boolean isDigitAt(final int at) {
        return at < limit && buffer.getByte(at) >= '0' && buffer.getByte(at) <= '9';
    }

    private boolean endNumber(final int at, final boolean quoted) {
        if (quoted) {
            position = at + 1;
            return expect(at, (byte) '"');
        }
        position = at;
        return at >= limit || isDelimiter(buffer.getByte(at)) || fail(Fault.UNEXPECTED_CHARACTER, at);
    }

    private static boolean isDelimiter(final byte character) {
        return character == ',' || character == '}' || character == ']' || isSpace(character);
    }

    private int failNumber(final int at) {
        fail(at >= limit ? Fault.TRUNCATED : Fault.UNEXPECTED_CHARACTER, at);
        return -1;
    }

    /** Passes a string, number or word; false before a container or after a fault. */
    private boolean skipScalar() {
        return switch (peek()) {
            case '{', '[' -> false;
            case '"' -> string();
            case 't' -> word(TRUE);
            case 'f' -> word(FALSE);
            case 'n' -> word(NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> skipNumber();
            default -> fail(position >= limit ? Fault.TRUNCATED : Fault.UNEXPECTED_CHARACTER, position);
        };
    }

    private boolean skipNested() {
        int depth = 0;
        long objects = 0;
        do {
            if (!skipScalar()) {
                if (failed() || ++depth > MAX_DEPTH) {
                    return failed() ? false : fail(Fault.TOO_DEEP, position);
                }
                final boolean object = peek() == '{';
                enter(object ? '{' : '[');
                objects = objects << 1 | (object ? 1 : 0);
            }
            while (depth > 0 && !nextMember((objects & 1) != 0)) {
                objects >>>= 1;
                depth--;
                if (failed()) {
                    return false;
                }
            }
        } while (depth > 0);
        return true;
    }

    private boolean nextMember(final boolean object) {
        return object ? nextKey() != NO_KEY : nextElement();
    }

    /** By JSON's own grammar, any size, exponent included. */
    private boolean skipNumber() {
        final int start = buffer.getByte(position) == '-' ? position + 1 : position;
        int at = skipDigits(start);
        if (!isWellBegun(start, at)) {
            return false;
        }
        if (at < limit && buffer.getByte(at) == '.') {
            at = skipSomeDigits(at + 1);
        }
        if (at >= 0 && at < limit && (buffer.getByte(at) | 0x20) == 'e') {
            at = skipSomeDigits(skipSign(at + 1));
        }
        return at >= 0 && endNumber(at, false);
    }

    private int skipSign(final int at) {
        return at < limit && (buffer.getByte(at) == '-' || buffer.getByte(at) == '+') ? at + 1 : at;
    }

    private int skipSomeDigits(final int from) {
        final int at = skipDigits(from);
        return at == from ? failNumber(at) : at;
    }

    private int skipDigits(final int from) {
        int at = from;
        while (isDigitAt(at)) {
            at++;
        }
        return at;
    }

    private boolean word(final byte[] word) {
        final int start = skipSpace(position);
        for (int i = 0; i < word.length; i++) {
            if (!expect(start + i, word[i])) {
                return false;
            }
        }
        return endNumber(start + word.length, false);
    }

    private boolean expect(final int at, final byte character) {
        if (at >= limit) {
            return fail(Fault.TRUNCATED, limit);
        }
        return buffer.getByte(at) == character || fail(Fault.UNEXPECTED_CHARACTER, at);
    }

    private boolean equal(final int offset, final int length, final byte[] text) {
        if (length != text.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (buffer.getByte(offset + i) != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** Records the first fault and moves to the end, so that nothing is read any more; always false. */
    private boolean fail(final Fault reason, final int at) {
        if (fault == Fault.NONE) {
            fault = reason;
            faultPosition = at;
        }
        position = limit;
        fresh = false;
        return false;
    }
}
