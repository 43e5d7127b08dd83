package io.ringfence.gateway.binance;

import io.ringfence.gateway.json.JsonScanner;
import org.agrona.BitUtil;

/**
 * The forms of combined frames by the names of their streams. Takes memory for a stream when its first frame comes, and for no more
 * streams than there is room for: frames of others are read without. Owned by the decoder's thread.
 */
final class StreamForms {
    /** Where a combined frame's stream is named, behind <code>{"stream":"</code>. */
    private static final int NAME_AT = 11;

    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    /** Trades, quotes, depth and some to spare; a quarter full at most. */
    private static final int SLOTS_PER_INSTRUMENT = 16;

    private static final int MAX_SLOTS = 1 << 14;

    private final StreamForm[] slots;
    private final int mask;
    private int count;

    StreamForms(final int instruments) {
        final int wanted = Math.min(MAX_SLOTS, SLOTS_PER_INSTRUMENT * (instruments + 1));
        slots = new StreamForm[BitUtil.findNextPositivePowerOfTwo(wanted)];
        mask = slots.length - 1;
    }

    /** Where the stream is named, in a frame at {@code offset}. */
    static int nameOffset(final int offset) {
        return offset + NAME_AT;
    }

    /** The form that a frame such as this one had, or null if there was none. */
    StreamForm find(final JsonScanner scanner) {
        final long name = scanner.wordAt(NAME_AT);
        final long nameTail = scanner.wordAt(NAME_AT + Long.BYTES);
        int slot = place(name, nameTail);
        StreamForm form = slots[slot];
        while (form != null && !form.isOf(name, nameTail)) {
            slot = (slot + 1) & mask;
            form = slots[slot];
        }
        return form;
    }

    /** As {@link #find}, in a new place if need be; null if there is no room. */
    StreamForm findOrAdd(final JsonScanner scanner) {
        final StreamForm known = find(scanner);
        return known != null || 4 * count >= slots.length ? known : add(scanner);
    }

    private StreamForm add(final JsonScanner scanner) {
        final long name = scanner.wordAt(NAME_AT);
        final long nameTail = scanner.wordAt(NAME_AT + Long.BYTES);
        int slot = place(name, nameTail);
        while (slots[slot] != null) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = new StreamForm(name, nameTail);
        count++;
        return slots[slot];
    }

    private int place(final long name, final long nameTail) {
        return (int) (((name ^ Long.rotateLeft(nameTail, 21)) * MIX) >>> 40) & mask;
    }
}
