package io.ringfence.gateway.binance;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.agrona.DirectBuffer;

/**
 * What one decoding thread has seen. Written by that thread alone (ordered writes), read by any; a reader may see one
 * counter a little ahead of another. Counting allocates nothing; the table of unwanted types is bounded.
 */
public final class DecodeCounters {
    /** Distinct unwanted event types that are told apart; further ones are counted as {@code "(others)"}. */
    public static final int MAX_TYPES = 32;

    private static final int MAX_TYPE_LENGTH = 32;
    private static final Decoded[] DECODED = Decoded.values();
    private static final SkipReason[] REASONS = SkipReason.values();
    private static final int MALFORMED = DECODED.length + REASONS.length;
    private static final int NO_ROOM = MALFORMED + 1;
    private static final int OTHER_TYPES = NO_ROOM + 1;
    private static final int FIRST_TYPE = OTHER_TYPES + 1;

    private final AtomicLongArray counts = new AtomicLongArray(FIRST_TYPE + MAX_TYPES);
    private final byte[][] types = new byte[MAX_TYPES][MAX_TYPE_LENGTH];
    private final int[] typeLengths = new int[MAX_TYPES];
    private volatile int typeCount;

    public long taken(final Decoded what) {
        return counts.get(what.ordinal());
    }

    public long skipped(final SkipReason reason) {
        return counts.get(DECODED.length + reason.ordinal());
    }

    public long malformed() {
        return counts.get(MALFORMED);
    }

    /** How often a frame had to come again because the sink was full. */
    public long noRoom() {
        return counts.get(NO_ROOM);
    }

    /** Unwanted event types by name, and how often each came. Allocates; for reports. */
    public Map<String, Long> unwantedTypes() {
        final Map<String, Long> byName = new TreeMap<>();
        for (int i = 0; i < typeCount; i++) {
            byName.put(new String(types[i], 0, typeLengths[i], StandardCharsets.UTF_8), counts.get(FIRST_TYPE + i));
        }
        if (counts.get(OTHER_TYPES) > 0) {
            byName.put("(others)", counts.get(OTHER_TYPES));
        }
        return byName;
    }

    void take(final Decoded what) {
        increment(what.ordinal());
    }

    void skip(final SkipReason reason) {
        increment(DECODED.length + reason.ordinal());
    }

    void countMalformed() {
        increment(MALFORMED);
    }

    void countNoRoom() {
        increment(NO_ROOM);
    }

    void skipType(final DirectBuffer buffer, final int offset, final int length) {
        skip(SkipReason.UNWANTED_TYPE);
        final int type = typeOf(buffer, offset, Math.min(length, MAX_TYPE_LENGTH));
        increment(type < 0 ? OTHER_TYPES : FIRST_TYPE + type);
    }

    private void increment(final int index) {
        counts.lazySet(index, counts.getPlain(index) + 1);
    }

    private int typeOf(final DirectBuffer buffer, final int offset, final int length) {
        for (int i = 0; i < typeCount; i++) {
            if (isType(i, buffer, offset, length)) {
                return i;
            }
        }
        return typeCount < MAX_TYPES ? addType(buffer, offset, length) : -1;
    }

    private int addType(final DirectBuffer buffer, final int offset, final int length) {
        final int index = typeCount;
        buffer.getBytes(offset, types[index], 0, length);
        typeLengths[index] = length;
        typeCount = index + 1;
        return index;
    }

    private boolean isType(final int index, final DirectBuffer buffer, final int offset, final int length) {
        if (typeLengths[index] != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (types[index][i] != buffer.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }
}
