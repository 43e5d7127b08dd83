package io.ringfence.gateway.json;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks one JSON value in {@code [offset, offset + lengthBytes)} of a buffer.
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
 * <p>No input makes it throw or read outside its buffer. The first fault sticks: from then on {@link #nextKey} and
 * {@link #nextElement} report the end and readers return 0 or false, so a loop needs no checks of its own, only one at
 * its end. Keys and texts are compared as raw bytes: an escaped key or symbol is never equal to a plain one. UTF-8 is
 * passed through unchecked. A repeated key is reported again.
 *
 * <p>{@link #wrap} copies the region, into memory of the scanner's own that ends in zeros, which saves a look at the region's end for every
 * character; {@link #wrapInPlace} saves the copy, for frames that are nearly always as expected. That memory grows to the longest frame, and
 * each kind of row that a table has is remembered once; beyond that, nothing is allocated. Owned by one thread.
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

    private static final int TRUE_HEAD = 't' | 'r' << 8 | 'u' << 16 | 'e' << 24;
    private static final int FALSE_HEAD = 'f' | 'a' << 8 | 'l' << 16 | 's' << 24;
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private static final int FIRST_CAPACITY = 4 * 1024;
    /** More than anything is looked at behind the region, which is a row of two numbers that begins at its end. */
    private static final int MARGIN = 128;

    /** Every byte 1, to spread a character over a word. */
    private static final long EACH = 0x0101_0101_0101_0101L;

    private static final long HIGH_BITS = 0x80 * EACH;
    private static final long ZEROS = '0' * EACH;
    private static final long QUOTES = '"' * EACH;
    private static final long BACKSLASHES = '\\' * EACH;
    private static final long SPACES = ' ' * EACH;
    private static final long BEYOND_NINE = (0x7F - 9) * EACH;
    /** Digits of a time in milliseconds beyond the first eight. */
    private static final int TIME_TAIL = 5;
    /** As many digits always fit a long. */
    private static final int SAFE_DIGITS = 18;

    private static final long[] POWERS_OF_TEN = powersOfTen();

    /** What no row looks like. */
    private static final PairLayout NO_LAYOUT = new PairLayout(1, 0, 1, 0);

    /** The region, and a margin of zeros, which are part of no value; all positions are indices into it. */
    private byte[] bytes = new byte[FIRST_CAPACITY];

    /** What is read: these bytes, or the caller's. */
    private final UnsafeBuffer memory = new UnsafeBuffer(bytes);
    /** What to add to a position to get an index into the caller's buffer. */
    private int base;

    private int position;
    private int limit;
    /** Just behind an opening bracket: no comma is due. */
    private boolean fresh;

    private int phraseAt;
    private int keyOffset;
    private int keyLength;
    private int textOffset;
    private int textLength;
    private long mantissa;
    /** By digits; as many come into being as the tables of this venue have. */
    private PairLayout[] layouts = new PairLayout[1 << 12];

    private Fault fault = Fault.NONE;
    private int faultPosition;

    /** Starts over at {@code offset}, free of faults. */
    public void wrap(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        if (lengthBytes + MARGIN > bytes.length) {
            bytes = new byte[2 * (lengthBytes + MARGIN)];
        }
        memory.wrap(bytes);
        buffer.getBytes(offset, bytes, 0, lengthBytes);
        memory.putLong(lengthBytes, 0);
        begin(offset, lengthBytes);
    }

    /**
     * As {@link #wrap}, but reads the region where it lies unless it is too near the buffer's end. What stands behind the region may be
     * taken for a part of it, though never by a scan that then {@link #isAtEnd}: any other has told nothing, and the region must be
     * wrapped anew.
     */
    public void wrapInPlace(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        if (buffer.capacity() - offset < lengthBytes + MARGIN) {
            wrap(buffer, offset, lengthBytes);
        } else {
            memory.wrap(buffer, offset, lengthBytes + MARGIN);
            begin(offset, lengthBytes);
        }
    }

    private void begin(final int offset, final int lengthBytes) {
        base = offset;
        position = 0;
        limit = lengthBytes;
        fresh = true;
        fault = Fault.NONE;
    }

    /** Whether all has been read, without a fault. */
    public boolean isAtEnd() {
        return position == limit && !failed();
    }

    public boolean failed() {
        return fault != Fault.NONE;
    }

    public Fault fault() {
        return fault;
    }

    /** Where the first fault is, as an index into the buffer; meaningless without one. */
    public int faultPosition() {
        return base + faultPosition;
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
        if (at < limit && (fresh || memory.getByte(position) == ',')) {
            final int word = memory.getInt(at);
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
        return memory.getByte(at);
    }

    /** Takes a string; its raw bytes are {@link #textOffset()} and {@link #textLength()}, escapes unresolved. */
    public boolean string() {
        final int here = position;
        if (memory.getByte(here) == '"') {
            position = here + 1;
            if (plainText()) {
                return true;
            }
            position = here;
        }
        return anyString();
    }

    private boolean anyString() {
        final int start = skipSpace(position);
        if (!expect(start, (byte) '"')) {
            return false;
        }
        textOffset = start + 1;
        final int end = endOfString(start + 1);
        if (end < 0) {
            return false;
        }
        textLength = end - textOffset;
        position = end + 1;
        return true;
    }

    /** The first eight bytes of the string taken last, little-endian, zeros behind its end. */
    public long textHead() {
        final long word = memory.getLong(textOffset);
        return textLength >= Long.BYTES ? word : word & ~(-1L << (Byte.SIZE * textLength));
    }

    /** Index into the buffer. */
    public int textOffset() {
        return base + textOffset;
    }

    public int textLength() {
        return textLength;
    }

    /** Whether the string taken last is {@code text}. */
    public boolean textIs(final byte[] text) {
        return equal(textOffset, textLength, text);
    }

    /** Moves behind {@code text} if that is what comes next, to the letter; otherwise stays. */
    public boolean passes(final Literal text) {
        final int at = position;
        final int lengthBytes = text.lengthBytes();
        // No text has a zero byte, so what lies behind the region never passes, and a word is only read if it may
        // matter.
        final boolean passed = at < limit
                && differs(at, text.first(), lengthBytes) == 0
                && (lengthBytes <= Long.BYTES
                        || differs(at + Long.BYTES, text.second(), lengthBytes - Long.BYTES) == 0
                                && (lengthBytes <= 2 * Long.BYTES
                                        || differs(at + 2 * Long.BYTES, text.third(), lengthBytes - 2 * Long.BYTES)
                                                == 0));
        position = passed ? at + lengthBytes : at;
        return passed;
    }

    /** As {@link #passes(Literal)}; then {@link #number(Numeral)} gives its numbers. */
    public boolean passes(final Phrase text) {
        final int at = position;
        if (at + text.lengthBytes() > limit || !text.is(memory, at)) {
            return false;
        }
        phraseAt = at;
        position = at + text.lengthBytes();
        return true;
    }

    /** A number of the phrase that was passed last. */
    public long number(final Numeral numeral) {
        return numeral.value(memory, phraseAt);
    }

    /**
     * Has {@code text} be what lies between {@code mark} and the present place, if it is time for that.
     *
     * @param scale of decimals in quotes, or {@link Phrase#NO_DECIMALS}
     * @return whether it is
     */
    public boolean teach(final Phrase text, final long mark, final int scale) {
        if (failed() || !text.wantsLesson()) {
            return false;
        }
        text.learn(memory, (int) mark, position, scale);
        return text.isLearned();
    }

    /** Eight characters from the {@code place}-th of the region on, at most the 24th, little-endian; of no meaning beyond its end. */
    public long wordAt(final int place) {
        return memory.getLong(place);
    }

    /** Moves behind {@code text} and the value after it if that is what comes next; otherwise stays, or fails in the value. */
    public boolean skips(final Literal text) {
        return passes(text) && skip();
    }

    /** What of the next word isn't {@code expected}, looking at {@code lengthBytes} of it or all. */
    private long differs(final int at, final long expected, final int lengthBytes) {
        final long difference = memory.getLong(at) ^ expected;
        return lengthBytes >= Long.BYTES ? difference : difference << (Long.SIZE - Byte.SIZE * lengthBytes);
    }

    /**
     * Takes the rest of a string whose opening quote has been passed, as {@link #string} takes all of it.
     *
     * @return false if it holds an escape, too: then nothing is taken
     */
    public boolean plainText() {
        final int from = position;
        int at = from;
        long special = specialCharacters(memory.getLong(at));
        while (special == 0 && at < limit) {
            at += Long.BYTES;
            special = specialCharacters(memory.getLong(at));
        }
        at += Long.numberOfTrailingZeros(special) >>> 3;
        if (at >= limit || memory.getByte(at) != '"') {
            return false;
        }
        textOffset = from;
        textLength = at - from;
        position = at + 1;
        return true;
    }

    /** Takes {@code true} or {@code false}. */
    public boolean bool() {
        final int at = position;
        final int head = memory.getInt(at);
        if (head == TRUE_HEAD && isDelimiter(memory.getByte(at + TRUE.length))) {
            position = at + TRUE.length;
            return true;
        }
        if (head == FALSE_HEAD && memory.getByte(at + 4) == 'e' && isDelimiter(memory.getByte(at + FALSE.length))) {
            position = at + FALSE.length;
            return false;
        }
        final boolean value = peek() == 't';
        word(value ? TRUE : FALSE);
        return value;
    }

    /** Takes an integer, bare or quoted. */
    public long integer() {
        final int start = position;
        final long head = memory.getLong(start) ^ ZEROS;
        final int digits = digitCount(head);
        if (digits < Long.BYTES || (head & 0xFF) == 0) {
            return number(0, false);
        }
        // Times and ids: nine to fifteen digits. A time's length, once compared, is a constant that the next read need
        // not wait for.
        final long tail = memory.getLong(start + Long.BYTES) ^ ZEROS;
        final int more = digitCount(tail);
        if (more == TIME_TAIL && isDelimiter(memory.getByte(start + Long.BYTES + TIME_TAIL))) {
            position = start + Long.BYTES + TIME_TAIL;
            return leadingDigits(head, Long.BYTES) * 100_000 + leadingDigits(tail, TIME_TAIL);
        }
        final int end = start + Long.BYTES + more;
        if (more == 0 || more == Long.BYTES || !isDelimiter(memory.getByte(end))) {
            return number(0, false);
        }
        position = end;
        return leadingDigits(head, Long.BYTES) * POWERS_OF_TEN[more] + leadingDigits(tail, more);
    }

    /**
     * Takes a decimal, bare or quoted, as {@code value x 10^scale}. An exponent is a fault; digits beyond the scale must
     * be 0.
     *
     * @param scale 0 to 18
     */
    public long decimal(final int scale) {
        return decimal(scale, false);
    }

    /** As {@link #decimal}, but rounds half away from zero what lies beyond the scale. */
    public long roundedDecimal(final int scale) {
        return decimal(scale, true);
    }

    /**
     * The usual ones: in quotes, with as many decimals as the scale has, and no more than eight digits in all, which are read as one number
     * without the point.
     */
    private long decimal(final int scale, final boolean round) {
        if (scale > DecimalEnd.MAX_SCALE) {
            return number(scale, round);
        }
        final int start = position + 1;
        final long word = memory.getLong(start) ^ ZEROS;
        final int whole = digitCount(word);
        final long rest = memory.getLong(start + whole);
        final boolean usual = memory.getByte(start - 1) == '"'
                && isWellBegun(word, whole)
                && whole + scale <= Long.BYTES
                && DecimalEnd.is(rest, scale);
        if (!usual) {
            return number(scale, round);
        }
        position = start + whole + scale + 2;
        return Digits.value(DecimalEnd.digits(rest ^ ZEROS, scale) | lastOf(word, whole) >>> (Byte.SIZE * scale));
    }

    /**
     * Takes the rows of a table of two quoted decimals, {@code ["12.5","3"],["12.6","0"]]}, when its opening bracket has been
     * passed: without white space, signs and anything else in a row, as far as the arrays reach.
     *
     * @param firstScale  of the first decimal, as for {@link #decimal}
     * @param secondScale of the second
     * @return how many, the place then behind the table; or -1 if it is otherwise, or a first decimal isn't positive or a second one is
     *     negative, and the place means nothing
     */
    public int pairs(final long[] firsts, final long[] seconds, final int firstScale, final int secondScale) {
        int at = position;
        if (memory.getByte(at) == ']') {
            position = at + 1;
            return 0;
        }
        PairLayout layout = NO_LAYOUT;
        long negative = 0;
        for (int count = 0; count < firsts.length; count++) {
            layout = isRow(at, layout) ? layout : layoutOf(at, firstScale, secondScale);
            if (layout != NO_LAYOUT) {
                firsts[count] = joined(at + PairLayout.firstAt(), layout.firstKept, layout.firstShift);
                seconds[count] = joined(at + layout.secondAt, layout.secondKept, layout.secondShift);
                at += layout.lengthBytes;
            } else {
                at = row(at, firsts, seconds, count, firstScale, secondScale);
            }
            negative |= (firsts[count] - 1) | seconds[count];
            if (memory.getByte(at) != ',' || at >= limit) {
                position = at + 1;
                return memory.getByte(at) == ']' && negative >= 0 ? count + 1 : -1;
            }
            at++;
        }
        return -1;
    }

    /** The digits at {@code at} on both sides of a point as one number. */
    private long joined(final int at, final long kept, final int shift) {
        final long word = memory.getLong(at) & kept | memory.getLong(at + 1) & ~kept;
        return Digits.value((word ^ ZEROS) << shift);
    }

    /** Whether what stands at {@code at} looks so, byte for byte. */
    private boolean isRow(final int at, final PairLayout layout) {
        final long within = Bounds.within(memory.getLong(at), layout.tooHigh0, layout.highEnough0)
                & Bounds.within(memory.getLong(at + Long.BYTES), layout.tooHigh1, layout.highEnough1)
                & Bounds.within(memory.getLong(at + 2 * Long.BYTES), layout.tooHigh2, layout.highEnough2);
        return Bounds.areAll(within) && (layout.inThreeWords || isEndOfRow(at + 3 * Long.BYTES, layout));
    }

    private boolean isEndOfRow(final int at, final PairLayout layout) {
        return Bounds.areAll(Bounds.within(memory.getLong(at), layout.tooHigh3, layout.highEnough3));
    }

    /** The layout of the row at {@code at}, which the next ones are likely to share; {@link #NO_LAYOUT} if it has none. */
    private PairLayout layoutOf(final int at, final int firstScale, final int secondScale) {
        final int first = at + PairLayout.firstAt();
        final int firstWhole = digitCount(memory.getLong(first) ^ ZEROS);
        final int second = first + firstWhole + 1 + firstScale + 3;
        final int secondWhole = second < limit ? digitCount(memory.getLong(second) ^ ZEROS) : 0;
        final boolean fits = firstWhole > 0
                && secondWhole > 0
                && firstScale > 0
                && secondScale > 0
                && firstWhole + firstScale <= PairLayout.MAX_DIGITS
                && secondWhole + secondScale <= PairLayout.MAX_DIGITS;
        if (!fits) {
            return NO_LAYOUT;
        }
        final int place = ((firstScale * PairLayout.MAX_DIGITS + secondScale) * PairLayout.MAX_DIGITS + firstWhole)
                        * PairLayout.MAX_DIGITS
                + secondWhole;
        if (layouts[place] == null) {
            layouts[place] = new PairLayout(firstWhole, firstScale, secondWhole, secondScale);
        }
        return isRow(at, layouts[place]) ? layouts[place] : NO_LAYOUT;
    }

    /** Takes a row character by character; the index behind it, that of neither comma nor bracket if it is none. */
    private int row(
            final int at,
            final long[] firsts,
            final long[] seconds,
            final int index,
            final int firstScale,
            final int secondScale) {
        position = at + 1;
        if (memory.getByte(at) != '[' || memory.getByte(at + 1) != '"') {
            return limit;
        }
        firsts[index] = number(firstScale, false);
        if (memory.getByte(position) != ',' || memory.getByte(position + 1) != '"') {
            return limit;
        }
        position++;
        seconds[index] = number(secondScale, false);
        return memory.getByte(position) == ']' ? position + 1 : limit;
    }

    /** Passes over the next value, whatever it is. */
    public boolean skip() {
        if (skipUsualScalar() || skipScalar()) {
            return true;
        }
        return !failed() && skipNested();
    }

    /** Passes a string without escapes or a few digits right here; false, and nothing passed, for everything else. */
    private boolean skipUsualScalar() {
        final int start = position;
        final byte first = memory.getByte(start);
        if (first == '"') {
            position = start + 1;
            final boolean plain = plainText();
            position = plain ? position : start;
            return plain;
        }
        final long word = memory.getLong(start) ^ ZEROS;
        final int digits = digitCount(word);
        if (!isWellBegun(word, digits) || digits == Long.BYTES || !isDelimiter(memory.getByte(start + digits))) {
            return false;
        }
        position = start + digits;
        return true;
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
        return keyLength == 1 ? memory.getByte(keyOffset) & 0xFF : LONG_KEY;
    }

    /** To the next member of a container: past the comma that is due, or out of it at {@code end}. */
    private boolean advance(final byte end) {
        if (failed()) {
            return false;
        }
        int at = skipSpace(position);
        if (memory.getByte(at) == end) {
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
        while (isSpace(memory.getByte(at)) && at < limit) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(final byte character) {
        return character <= ' ' && (character == ' ' || character == '\n' || character == '\r' || character == '\t');
    }

    /** The index of the closing quote, or -1 after a fault. */
    private int endOfString(final int from) {
        int at = from;
        while (at >= 0 && at < limit) {
            final long special = specialCharacters(memory.getLong(at));
            at += Long.numberOfTrailingZeros(special) >>> 3;
            if (special != 0) {
                if (memory.getByte(at) == '"') {
                    return at;
                }
                at = behindSpecial(at);
            }
        }
        fail(Fault.TRUNCATED, limit);
        return -1;
    }

    /** The high bit of bytes that end a string or may not stand in one as they are; right up to the lowest of them. */
    private static long specialCharacters(final long word) {
        final long quotes = word ^ QUOTES;
        final long backslashes = word ^ BACKSLASHES;
        final long found = ((quotes - EACH) & ~quotes) | ((backslashes - EACH) & ~backslashes);
        return (found | ((word - SPACES) & ~word)) & HIGH_BITS;
    }

    private int behindSpecial(final int at) {
        if (memory.getByte(at) == '\\') {
            return endOfEscape(at + 1);
        }
        fail(at >= limit ? Fault.TRUNCATED : Fault.CONTROL_CHARACTER, at);
        return -1;
    }

    /** The index behind the escape, or -1 after a fault. */
    private int endOfEscape(final int at) {
        return switch (memory.getByte(at)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
            case 'u' -> endOfUnicode(at + 1);
            default -> {
                fail(at >= limit ? Fault.TRUNCATED : Fault.BAD_ESCAPE, at);
                yield -1;
            }
        };
    }

    private int endOfUnicode(final int from) {
        final int end = from + 4;
        for (int at = from; at < end; at++) {
            if (!isHex(memory.getByte(at))) {
                fail(at >= limit ? Fault.TRUNCATED : Fault.BAD_ESCAPE, at);
                return -1;
            }
        }
        return end;
    }

    private static boolean isHex(final byte character) {
        final int lower = character | 0x20;
        return (character >= '0' && character <= '9') || (lower >= 'a' && lower <= 'f');
    }

    /**
     * The usual number at once, eight characters at a time: up to seven digits, a point, up to eight decimals of which none
     * is surplus, and no white space, sign or fault. Everything else is looked at again, one character after another. With
     * as many decimals as the scale has, and no more than eight digits, both sides of the point are read as one.
     */
    private long number(final int scale, final boolean round) {
        final boolean quoted = memory.getByte(position) == '"';
        final int start = quoted ? position + 1 : position;
        final long word = memory.getLong(start) ^ ZEROS;
        final int whole = digitCount(word);
        if (!isWellBegun(word, whole) || whole == Long.BYTES || whole + scale > SAFE_DIGITS) {
            return unusualNumber(scale, round);
        }
        final int point = start + whole;
        if (memory.getByte(point) == '.' && whole + scale <= Long.BYTES) {
            final long fraction = memory.getLong(point + 1) ^ ZEROS;
            final int end = point + 1 + scale;
            if (scale > 0 && digitCount(fraction) == scale && isEnd(memory.getByte(end), quoted)) {
                position = quoted ? end + 1 : end;
                return Digits.value(lastOf(fraction, scale) | lastOf(word, whole) >>> (Byte.SIZE * scale));
            }
        }
        long value = leadingDigits(word, whole);
        int end = start + whole;
        int missing = scale;
        if (memory.getByte(end) == '.') {
            final long fraction = memory.getLong(end + 1) ^ ZEROS;
            final int decimals = digitCount(fraction);
            missing -= decimals;
            if (decimals == 0 || missing < 0) {
                return unusualNumber(scale, round);
            }
            // The venue writes as many decimals as the scale has: known beforehand, they need not be waited for.
            final int expected = missing == 0 ? scale : decimals;
            value = value * POWERS_OF_TEN[expected] + leadingDigits(fraction, expected);
            end += 1 + expected;
        }
        if (!isEnd(memory.getByte(end), quoted)) {
            return unusualNumber(scale, round);
        }
        position = quoted ? end + 1 : end;
        return value * POWERS_OF_TEN[missing];
    }

    private static boolean isEnd(final byte character, final boolean quoted) {
        return quoted ? character == '"' : isDelimiter(character);
    }

    /**
     * At least one digit, and no zero in front of others. One branch, since quantities below and above 1 follow each other
     * as they like: negative is what isn't so.
     */
    private static boolean isWellBegun(final long word, final int digits) {
        return ((((word & 0xFF) - 1) & (1 - digits)) | (digits - 1)) >= 0;
    }

    /** How many of a word's bytes, xored with zeros, are digits, from the lowest on. */
    private static int digitCount(final long word) {
        return Long.numberOfTrailingZeros(((word + BEYOND_NINE) | word) & HIGH_BITS) >>> 3;
    }

    /** The first {@code count} digits, 1 to 8, as a number. */
    private static long leadingDigits(final long word, final int count) {
        return Digits.value(lastOf(word, count));
    }

    /** The first {@code count} digits, 1 to 8, moved to the word's end, and zeros before them. */
    private static long lastOf(final long word, final int count) {
        return word << (Long.SIZE - Byte.SIZE * count);
    }

    private static long[] powersOfTen() {
        final long[] powers = new long[SAFE_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    private long unusualNumber(final int scale, final boolean round) {
        int at = position;
        byte first = memory.getByte(at);
        if (isSpace(first)) {
            first = peek();
            at = position;
        }
        final boolean quoted = first == '"';
        if (quoted) {
            first = memory.getByte(++at);
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
        if (memory.getByte(at) == '.') {
            return decimals(at + 1, scale, round);
        }
        return scale == 0 ? at : padded(at, scale);
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
        if (at < end) {
            return padded(at, end - at);
        }
        return isDigitAt(at) ? surplus(at, round) : at;
    }

    /** Digits beyond the scale: zeros, or rounded away. */
    private int surplus(final int from, final boolean round) {
        int at = from;
        final boolean up = round && isDigitAt(from) && memory.getByte(from) >= '5';
        while (at < limit && isDigitAt(at)) {
            if (!round && memory.getByte(at) != '0') {
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
        for (; at < to && isDigitAt(at); at++) {
            final int digit = memory.getByte(at) - '0';
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
        if (end == from || (end - from > 1 && memory.getByte(from) == '0')) {
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
        return Digits.isDigit(memory.getByte(at));
    }

    private boolean endNumber(final int at, final boolean quoted) {
        if (quoted) {
            position = at + 1;
            return expect(at, (byte) '"');
        }
        position = at;
        return at >= limit || isDelimiter(memory.getByte(at)) || fail(Fault.UNEXPECTED_CHARACTER, at);
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
            case 't', 'f' -> bool() || !failed();
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
        final int start = memory.getByte(position) == '-' ? position + 1 : position;
        int at = skipDigits(start);
        if (!isWellBegun(start, at)) {
            return false;
        }
        if (memory.getByte(at) == '.') {
            at = skipSomeDigits(at + 1);
        }
        if (at >= 0 && (memory.getByte(at) | 0x20) == 'e') {
            at = skipSomeDigits(skipSign(at + 1));
        }
        return at >= 0 && endNumber(at, false);
    }

    private int skipSign(final int at) {
        return memory.getByte(at) == '-' || memory.getByte(at) == '+' ? at + 1 : at;
    }

    private int skipSomeDigits(final int from) {
        final int at = skipDigits(from);
        return at == from ? failNumber(at) : at;
    }

    private int skipDigits(final int from) {
        int at = from;
        while (at < limit && isDigitAt(at)) {
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
        return memory.getByte(at) == character || fail(at >= limit ? Fault.TRUNCATED : Fault.UNEXPECTED_CHARACTER, at);
    }

    private boolean equal(final int offset, final int length, final byte[] text) {
        if (length != text.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (memory.getByte(offset + i) != text[i]) {
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
