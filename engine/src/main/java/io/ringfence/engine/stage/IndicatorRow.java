package io.ringfence.engine.stage;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * The slot's part of {@code indicators} that isn't journaled, since it follows from the events: values that a strategy, a stop
 * profile or the scanner declared, a place each; of closed bars, and live with the forming one. Only what has changed with
 * this event is there: readers keep what they need later.
 */
public final class IndicatorRow {
    /** A value that isn't there yet; the only NaN there is. */
    public static final double NOT_READY = Double.NaN;

    /** Places of a row. */
    public static final int PLACES = 256;

    /** A bit for each place that has changed, before the values: with the first of them on one cache line. */
    private static final int PRESENT_BYTES = PLACES / Byte.SIZE;

    static final int BYTES = PRESENT_BYTES + PLACES * Double.BYTES;

    private final UnsafeBuffer buffer;
    private boolean empty = true;
    private boolean pastCandle;

    IndicatorRow(final UnsafeBuffer buffer) {
        this.buffer = buffer;
    }

    /** Empties the row. Called first by its stage. */
    public void reset() {
        if (!empty) {
            for (int at = 0; at < PRESENT_BYTES; at += Long.BYTES) {
                buffer.putLong(at, 0);
            }
            empty = true;
        }
        if (pastCandle) {
            pastCandle = false;
        }
    }

    /** The {@code Candle} of this event counts, and no {@code BarClosed} tells of it. */
    public void takePastCandle() {
        pastCandle = true;
    }

    /** Whether the {@code Candle} of this event counts, and no {@code BarClosed} tells of it: the past, for those who look back on bars. */
    public boolean hasPastCandle() {
        return pastCandle;
    }

    /** @param value finite, or {@link #NOT_READY} */
    public void put(final int place, final double value) {
        buffer.putDouble(valueAt(place), value);
        buffer.putLong(wordAt(place), buffer.getLong(wordAt(place)) | 1L << place);
        empty = false;
    }

    /** As {@link #put}, of a place that {@link #mark} marks. */
    public void set(final int place, final double value) {
        buffer.putDouble(valueAt(place), value);
    }

    /** Marks the places of {@code bits} as changed: bit b of word w is place {@code 64 w + b}. For those who {@link #set} many at once. */
    public void mark(final int word, final long bits) {
        if (bits != 0) {
            buffer.putLong(word * Long.BYTES, buffer.getLong(word * Long.BYTES) | bits);
            empty = false;
        }
    }

    /** Whether no value has changed. */
    public boolean isEmpty() {
        return empty;
    }

    /** Whether the value of {@code place} has changed with this event. */
    public boolean has(final int place) {
        return (buffer.getLong(wordAt(place)) & 1L << place) != 0;
    }

    /** {@link #NOT_READY} if it isn't; meaningless unless {@link #has} says so. */
    public double get(final int place) {
        return buffer.getDouble(valueAt(place));
    }

    private static int wordAt(final int place) {
        return place >> 6 << 3;
    }

    private static int valueAt(final int place) {
        return PRESENT_BYTES + place * Double.BYTES;
    }
}
