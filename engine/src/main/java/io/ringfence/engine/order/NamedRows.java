package io.ringfence.engine.order;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.Arrays;

/**
 * Rows of what we sent the venue, so many of every instrument, each named by the decision that made it. Flat; one is named by where it
 * begins. Columns up to {@link #SIDE} and {@link #QUANTITY} are the same for all kinds. Owned by {@code orders}; allocates nothing.
 */
abstract class NamedRows {
    static final int NONE = -1;

    static final int EPOCH = 0;
    static final int SEQUENCE = 1;
    static final int INDEX = 2;
    static final int INSTRUMENT = 3;
    static final int LIFE = 4;
    static final int SIDE = 5;
    static final int QUANTITY = 7;

    final long[] rows;
    private final int maxInstruments;
    private final int rowsPerInstrument;
    private final int stride;
    private final int placedNs;

    /** @param placedNs the column that tells when it was made */
    NamedRows(final int maxInstruments, final int rowsPerInstrument, final int stride, final int placedNs) {
        this.maxInstruments = maxInstruments;
        this.rowsPerInstrument = rowsPerInstrument;
        this.stride = stride;
        this.placedNs = placedNs;
        rows = new long[(maxInstruments + 1) * rowsPerInstrument * stride];
    }

    final void save(final StateWriter state, final int highestInstrument) {
        state.putLongs(rows, 0, end(highestInstrument));
    }

    void load(final StateReader state, final int highestInstrument) {
        state.getLongs(rows, 0, end(highestInstrument));
    }

    /** Whether what stands there may not make room for another yet. */
    abstract boolean isOfUse(int row);

    /** A row with nothing but its name and time, or {@link #NONE} if all of the instrument's are of use. */
    final int claim(final int instrument, final int epoch, final long sequence, final int index, final long nowNs) {
        final int row = oldestDone(instrument);
        if (row == NONE) {
            return NONE;
        }
        Arrays.fill(rows, row, row + stride, 0);
        rows[row + EPOCH] = epoch;
        rows[row + SEQUENCE] = sequence;
        rows[row + INDEX] = index;
        rows[row + INSTRUMENT] = instrument;
        rows[row + placedNs] = nowNs;
        return row;
    }

    private int oldestDone(final int instrument) {
        int oldest = NONE;
        for (int row = first(instrument); row < end(instrument); row += stride) {
            if (!isOfUse(row) && (oldest == NONE || rows[row + placedNs] < rows[oldest + placedNs])) {
                oldest = row;
            }
        }
        return oldest;
    }

    /** The one with that id, or {@link #NONE}. {@code instrument} 0 looks through all. */
    int find(final int instrument, final int epoch, final long sequence, final int index) {
        final int from = instrument == 0 ? 0 : first(instrument);
        final int to = instrument == 0 ? end(maxInstruments) : end(instrument);
        for (int row = from; row < to; row += stride) {
            if (isNamed(row, epoch, sequence, index)) {
                return isUsed(row) ? row : NONE;
            }
        }
        return NONE;
    }

    final boolean isNamed(final int row, final int epoch, final long sequence, final int index) {
        return rows[row + SEQUENCE] == sequence && rows[row + EPOCH] == epoch && rows[row + INDEX] == index;
    }

    /** The first row of {@code instrument}, used or not; go on with {@link #next} until {@link #end}. */
    final int first(final int instrument) {
        return instrument * rowsPerInstrument * stride;
    }

    final int next(final int row) {
        return row + stride;
    }

    final int end(final int instrument) {
        return first(instrument + 1);
    }

    final boolean isUsed(final int row) {
        return rows[row + QUANTITY] != 0;
    }

    final int epoch(final int row) {
        return (int) rows[row + EPOCH];
    }

    final long sequence(final int row) {
        return rows[row + SEQUENCE];
    }

    final int index(final int row) {
        return (int) rows[row + INDEX];
    }

    final int instrument(final int row) {
        return (int) rows[row + INSTRUMENT];
    }

    /** Of the order: 1 buys, -1 sells. */
    final int side(final int row) {
        return (int) rows[row + SIDE];
    }

    final long quantity(final int row) {
        return rows[row + QUANTITY];
    }
}
