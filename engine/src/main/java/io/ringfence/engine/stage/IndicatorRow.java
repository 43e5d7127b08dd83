package io.ringfence.engine.stage;

import java.util.Arrays;
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

    /** Two cache lines, which lie apart from the others: most strategies declare no more, and a ring's worth of these few stays close. */
    private static final int NEAR_PLACES = 16;

    static final int NEAR_BYTES = NEAR_PLACES * Double.BYTES;
    static final int FAR_BYTES = (PLACES - NEAR_PLACES) * Double.BYTES;

    /** Of an event with which no value has changed. */
    static final IndicatorRow EMPTY =
            new IndicatorRow(null, new UnsafeBuffer(new byte[NEAR_BYTES]), new UnsafeBuffer(new byte[FAR_BYTES]));

    private final Sections all;
    private final UnsafeBuffer near;
    private final UnsafeBuffer far;
    /** A bit for each of the first places that have changed. Here, and not before the values: so their memory is only written while none is asked for. */
    private long changed;

    /** The same of the others. */
    private final long[] changedBeyond = new long[PLACES / Long.SIZE - 1];

    private boolean beyond;
    private boolean empty = true;
    private boolean pastCandle;

    IndicatorRow(final Sections all, final UnsafeBuffer near, final UnsafeBuffer far) {
        this.all = all;
        this.near = near;
        this.far = far;
    }

    /** Empties the row for the slot's event. */
    void reset() {
        changed = 0;
        if (beyond) {
            Arrays.fill(changedBeyond, 0);
            beyond = false;
        }
        empty = true;
        pastCandle = false;
    }

    /** The {@code Candle} of this event counts, and no {@code BarClosed} tells of it. */
    public void takePastCandle() {
        pastCandle = true;
        all.wroteValues();
    }

    /** Whether the {@code Candle} of this event counts, and no {@code BarClosed} tells of it: the past, for those who look back on bars. */
    public boolean hasPastCandle() {
        return pastCandle;
    }

    /** @param value finite, or {@link #NOT_READY} */
    public void put(final int place, final double value) {
        set(place, value);
        mark(place >> 6, 1L << place);
    }

    /** As {@link #put}, of a place that {@link #mark} marks. */
    public void set(final int place, final double value) {
        if (place < NEAR_PLACES) {
            near.putDouble(place * Double.BYTES, value);
        } else {
            far.putDouble((place - NEAR_PLACES) * Double.BYTES, value);
        }
    }

    /** Marks the places of {@code bits} as changed: bit b of word w is place {@code 64 w + b}. For those who {@link #set} many at once. */
    public void mark(final int word, final long bits) {
        if (bits == 0) {
            return;
        }
        if (word == 0) {
            changed |= bits;
        } else {
            changedBeyond[word - 1] |= bits;
            beyond = true;
        }
        empty = false;
        all.wroteValues();
    }

    /** Whether no value has changed. */
    public boolean isEmpty() {
        return empty;
    }

    /** Whether the value of {@code place} has changed with this event. */
    public boolean has(final int place) {
        final long word = place < Long.SIZE ? changed : changedBeyond[(place >> 6) - 1];
        return (word & 1L << place) != 0;
    }

    /** {@link #NOT_READY} if it isn't; meaningless unless {@link #has} says so. */
    public double get(final int place) {
        return place < NEAR_PLACES
                ? near.getDouble(place * Double.BYTES)
                : far.getDouble((place - NEAR_PLACES) * Double.BYTES);
    }
}
