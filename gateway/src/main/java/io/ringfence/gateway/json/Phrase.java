package io.ringfence.gateway.json;

import org.agrona.DirectBuffer;

/**
 * How a stretch of a frame looked when it came last: frames of one stream say the same again and again, but for their numbers. Of every
 * character it keeps the lowest and the highest that it may be, so that the next frame's stretch is checked eight characters at a time, and
 * its numbers are read where they lie, without a look at what is around them.
 *
 * <pre>
 *   seen     {"stream":"btcusdt@trade","data":{"e":"trade","E":1723161266037,"s":"BTCUSDT","t":526,"p":"61811.40","q":
 *   highest  {"stream":"btcusdt@trade","data":{"e":"trade","E":1723199999999,"s":"BTCUSDT","t":999,"p":"99999.99","q":
 *   lowest   {"stream":"btcusdt@trade","data":{"e":"trade","E":1723100000000,"s":"BTCUSDT","t":100,"p":"10000.00","q":
 * </pre>
 *
 * <p>What may differ are the last eight digits, or sixteen, of integers without quotes, and of decimals in quotes if it is learned with their scale; never
 * how many digits they have. So all that was found out about the rest of the stretch that was seen, from symbol to side, is true of every
 * one that passes, which is as well-formed as that one was.
 *
 * <p>Learned anew in place, which takes memory only if the stretch is longer than any before. Owned by its scanner's thread.
 */
public final class Phrase {
    /** Learn without decimals: what stands in quotes is fixed. */
    public static final int NO_DECIMALS = -1;

    /** Longer than any frame: no text is known. */
    private static final int UNKNOWN = 1 << 30;

    private static final int MAX_NUMERALS = 8;
    /** As many digits always fit a long. */
    private static final int SAFE_DIGITS = 18;

    /** How many other texts go by before one of them is learned; twice as many the next time, so that it costs little if they take turns. */
    private static final int FIRST_PATIENCE = 8;

    private static final int LAST_PATIENCE = 1_024;

    /** {@link Bounds} of each word of eight characters, first what is too high. */
    private long[] bounds = new long[0];
    /** Of words before the last, twice. */
    private int boundCount;
    /** Of the last eight characters, some of which may be in the word before, too. */
    private long lastTooHigh;

    private long lastHighEnough;
    private int lengthBytes = UNKNOWN;

    private int misses;
    private int patience;

    /** How many of an integer's digits, at most. */
    private final int varying;

    private final Numeral[] numerals = new Numeral[MAX_NUMERALS];
    private int numeralCount;
    /** While it is learned: how the characters may be. */
    private byte[] lowest = new byte[0];

    private byte[] highest = new byte[0];

    /** One whose integers differ a lot: in up to sixteen digits. */
    static Phrase ofMany() {
        return new Phrase(2 * Long.BYTES);
    }

    public Phrase() {
        this(Long.BYTES);
    }

    private Phrase(final int varying) {
        this.varying = varying;
        for (int i = 0; i < MAX_NUMERALS; i++) {
            numerals[i] = new Numeral();
        }
    }

    int lengthBytes() {
        return lengthBytes;
    }

    /** Whether it knows any text. */
    boolean isLearned() {
        return lengthBytes != UNKNOWN;
    }

    /** Whether the text at {@code at} is this one but for its numbers. */
    boolean is(final DirectBuffer text, final int at) {
        final long[] words = bounds;
        final int count = boundCount;
        long within = -1;
        int from = at;
        for (int i = 0; i < count; i += 2) {
            final long word = text.getLong(from);
            within &= Bounds.within(word, words[i], words[i + 1]);
            from += Long.BYTES;
        }
        final long word = text.getLong(at + lengthBytes - Long.BYTES);
        within &= Bounds.within(word, lastTooHigh, lastHighEnough);
        return Bounds.areAll(within);
    }

    /** The integer without quotes whose key ends so, {@code "u} or {@code pu}; null if there is none. */
    public Numeral integerOf(final String endOfKey) {
        return numeralOf(endOfKey, false);
    }

    /** The decimal in quotes whose key ends so; null if there is none. */
    public Numeral decimalOf(final String endOfKey) {
        return numeralOf(endOfKey, true);
    }

    private Numeral numeralOf(final String endOfKey, final boolean inQuotes) {
        final int key = key(endOfKey.charAt(0), endOfKey.charAt(1));
        for (int i = 0; i < numeralCount; i++) {
            if (numerals[i].isOf(key, inQuotes)) {
                return numerals[i];
            }
        }
        return null;
    }

    /** Whether the integer whose key ends so can be read here, or isn't there at all. */
    public boolean tells(final String endOfKey) {
        return integerOf(endOfKey) != null || lacks(endOfKey);
    }

    private boolean lacks(final String endOfKey) {
        for (int at = 0; at + 3 < lengthBytes; at++) {
            if (highest[at] == endOfKey.charAt(0)
                    && highest[at + 1] == endOfKey.charAt(1)
                    && highest[at + 2] == '"'
                    && highest[at + 3] == ':') {
                return false;
            }
        }
        return true;
    }

    /** Knows no text any more, since what was learned doesn't tell what it is asked for. */
    public void forget() {
        lengthBytes = UNKNOWN;
        numeralCount = 0;
    }

    /** Whether a text that isn't this one, but may come instead, is worth learning now. */
    boolean wantsLesson() {
        if (patience != 0 && ++misses < patience) {
            return false;
        }
        patience = Math.min(LAST_PATIENCE, Math.max(FIRST_PATIENCE, 2 * patience));
        misses = 0;
        return true;
    }

    /**
     * Takes {@code [from, to)} of a well-formed frame to be this, or if that isn't possible, nothing.
     *
     * @param scale of decimals in quotes, or {@link #NO_DECIMALS}
     */
    void learn(final DirectBuffer text, final int from, final int to, final int scale) {
        final int length = to - from;
        lengthBytes = UNKNOWN;
        numeralCount = 0;
        if (length < Long.BYTES) {
            return;
        }
        if (lowest.length < length) {
            lowest = new byte[length];
            highest = new byte[length];
            bounds = new long[2 * (length / Long.BYTES)];
        }
        text.getBytes(from, lowest, 0, length);
        text.getBytes(from, highest, 0, length);
        if (findNumbers(length, scale)) {
            bound(length);
            lengthBytes = length;
        }
    }

    /** False if there is something that cannot be told apart without the scanner. */
    private boolean findNumbers(final int length, final int scale) {
        boolean quoted = false;
        for (int at = 0; at < length; at++) {
            // What has been made a bound already lies behind.
            final byte character = highest[at];
            if (character < ' ' || character == '\\') {
                return false;
            }
            quoted ^= character == '"';
            if (character == ' ' && !quoted) {
                return false;
            }
            if (character == ':' && !quoted && !findNumber(at, length, scale)) {
                return false;
            }
        }
        return true;
    }

    /** Behind the colon; what is no number stays as it is. False for one that cannot be read here. */
    private boolean findNumber(final int colon, final int length, final int scale) {
        final boolean inQuotes = colon + 1 < length && highest[colon + 1] == '"';
        final int start = inQuotes ? colon + 2 : colon + 1;
        final int point = endOfDigits(start, length);
        if (start < length && isUnusual(start, point, length, inQuotes && scale == NO_DECIMALS)) {
            return false;
        }
        final boolean hasPoint = inQuotes && point < length && highest[point] == '.';
        final int end = hasPoint ? endOfDigits(point + 1, length) : point;
        if (point == start || inQuotes && (scale == NO_DECIMALS || end == length || highest[end] != '"')) {
            return true;
        }
        final int decimals = hasPoint ? end - point - 1 : 0;
        return add(colon, start, point, decimals, inQuotes ? scale : 0);
    }

    /** A sign, or an integer without quotes that is none: the scanner reads them, but not all of what they say is digits. */
    private boolean isUnusual(final int start, final int end, final int length, final boolean isText) {
        final boolean isFraction =
                highest[start - 1] == ':' && end > start && end < length && highest[end] != ',' && highest[end] != '}';
        return !isText && (highest[start] == '-' || highest[start] == '+') || isFraction;
    }

    private int endOfDigits(final int from, final int length) {
        int at = from;
        while (at < length && Digits.isDigit(highest[at])) {
            at++;
        }
        return at;
    }

    /** Decimals beyond the scale are zeros, and stay that. */
    private boolean add(final int colon, final int start, final int point, final int decimals, final int scale) {
        final int whole = point - start;
        final int kept = Math.min(decimals, scale);
        final int end = kept == 0 ? point : point + 1 + kept;
        final int most = kept == 0 ? varying : 2 * Long.BYTES;
        final int varies = Math.min(whole + kept, most);
        // The words that are read for its digits begin before them, and before its point.
        if (whole + scale > SAFE_DIGITS
                || kept > Long.BYTES
                || end <= (varies > Long.BYTES ? 2 : 1) * Long.BYTES
                || numeralCount == MAX_NUMERALS) {
            return false;
        }
        long constant = 0;
        for (int at = start, left = whole + kept; left > 0; at++) {
            if (at != point) {
                constant = left > most ? 10 * constant + highest[at] - '0' : constant;
                vary(at, left <= most, at == start && whole > 1);
                left--;
            }
        }
        numerals[numeralCount++].set(
                key(highest[colon - 3], highest[colon - 2]),
                start > colon + 1,
                end,
                whole,
                kept,
                varies,
                constant,
                powerOfTen(scale - kept));
        return true;
    }

    /** No zero stands in front of other digits. */
    private void vary(final int at, final boolean varies, final boolean leads) {
        if (varies) {
            lowest[at] = (byte) (leads ? '1' : '0');
            highest[at] = '9';
        }
    }

    private static long powerOfTen(final int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    private static int key(final int beforeLast, final int last) {
        return beforeLast << Byte.SIZE | last;
    }

    private void bound(final int length) {
        boundCount = 2 * ((length - 1) / Long.BYTES);
        for (int i = 0; i < boundCount; i += 2) {
            bounds[i] = Bounds.tooHigh(highest, i / 2 * Long.BYTES);
            bounds[i + 1] = Bounds.highEnough(lowest, i / 2 * Long.BYTES);
        }
        lastTooHigh = Bounds.tooHigh(highest, length - Long.BYTES);
        lastHighEnough = Bounds.highEnough(lowest, length - Long.BYTES);
    }
}
