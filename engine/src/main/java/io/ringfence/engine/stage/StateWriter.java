package io.ringfence.engine.stage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * Memory for one stage's state, taken once. Everything lies on 8 bytes, little endian, padded with zeros; rows are copied
 * as a whole. Allocates nothing after it was made; belongs to whoever runs the stage.
 */
public final class StateWriter {
    private static final byte ZERO = 0;
    private static final int WORD = Long.BYTES;

    private final ByteBuffer bytes;
    private final LongBuffer longs;
    private final DoubleBuffer doubles;
    private final IntBuffer ints;
    private int at;

    /** @param capacityBytes as {@link StatefulStage#maxStateBytes} says */
    public StateWriter(final long capacityBytes) {
        if (capacityBytes < 0 || capacityBytes > Integer.MAX_VALUE - WORD) {
            throw new IllegalArgumentException("stateBytes=" + capacityBytes
                    + " is more than a snapshot can hold for one stage: lower maxInstruments or bookLevels");
        }
        bytes = ByteBuffer.allocateDirect((int) padded(capacityBytes)).order(ByteOrder.LITTLE_ENDIAN);
        longs = bytes.asLongBuffer();
        doubles = bytes.asDoubleBuffer();
        ints = bytes.asIntBuffer();
    }

    /** {@code lengthBytes} as it is written. */
    static long padded(final long lengthBytes) {
        return (lengthBytes + WORD - 1) & -WORD;
    }

    /** Forgets what was written. */
    public void begin() {
        at = 0;
    }

    /** Bytes written. */
    public int lengthBytes() {
        return at;
    }

    /** What was written, from 0 to {@link #lengthBytes}; to be read, by whoever knows that nobody writes. */
    public ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer().clear().limit(at).order(ByteOrder.LITTLE_ENDIAN);
    }

    public void putLong(final long value) {
        longs.put(at / WORD, value);
        at += WORD;
    }

    public void putFlag(final boolean value) {
        putLong(value ? 1 : 0);
    }

    public void putLongs(final long[] rows, final int from, final int count) {
        longs.put(at / WORD, rows, from, count);
        at += count * WORD;
    }

    /**
     * Leaves room to be filled later by {@link #putLongsAt}.
     *
     * @param lengthBytes a multiple of 8
     * @return where it begins
     */
    public int reserve(final int lengthBytes) {
        final int reserved = at;
        at += lengthBytes;
        return reserved;
    }

    /** Fills reserved room. */
    public void putLongsAt(final int place, final long[] rows, final int from, final int count) {
        longs.put(place / WORD, rows, from, count);
    }

    /** Fills reserved room. */
    public void putDoublesAt(final int place, final double[] rows, final int from, final int count) {
        doubles.put(place / WORD, rows, from, count);
    }

    public void putDoubles(final double[] rows, final int from, final int count) {
        doubles.put(at / WORD, rows, from, count);
        at += count * WORD;
    }

    public void putInts(final int[] rows, final int from, final int count) {
        ints.put(at / Integer.BYTES, rows, from, count);
        at += count * Integer.BYTES;
        pad();
    }

    public void putBytes(final byte[] rows, final int from, final int count) {
        bytes.put(at, rows, from, count);
        at += count;
        pad();
    }

    public void putFlags(final boolean[] rows, final int from, final int count) {
        for (int i = 0; i < count; i++) {
            bytes.put(at + i, (byte) (rows[from + i] ? 1 : 0));
        }
        at += count;
        pad();
    }

    private void pad() {
        while ((at & (WORD - 1)) != 0) {
            bytes.put(at++, ZERO);
        }
    }
}
