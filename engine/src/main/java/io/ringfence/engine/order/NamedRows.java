package io.ringfence.engine.order;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.Arrays;

/**
 * Rows of what we sent the venue, so many of every instrument, each named by the decision that made it. Flat; one is told by its
 * number. Columns up to {@link #SIDE} and {@link #QUANTITY} are the same for all kinds.
 *
 * <p>A row is two or three cache lines, most of them cold, so what all rows of an instrument are searched for lies close together
 * beside them: which are of use, when they were made, and the sequences in their names. That follows from the rows and isn't saved. Owned by
 * {@code orders}; allocates nothing.
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
    /** By instrument a bit for each row that may not make room for another yet. */
    private final int[] ofUse;
    /** By row. */
    private final long[] madeNs;
    /** By row. */
    private final long[] sequences;

    private final int rowsPerInstrument;
    private final int stride;
    private final int placedNs;

    /** @param placedNs the column that tells when it was made */
    NamedRows(final int maxInstruments, final int rowsPerInstrument, final int stride, final int placedNs) {
        this.rowsPerInstrument = rowsPerInstrument;
        this.stride = stride;
        this.placedNs = placedNs;
        rows = new long[(maxInstruments + 1) * rowsPerInstrument * stride];
        ofUse = new int[maxInstruments + 1];
        madeNs = new long[(maxInstruments + 1) * rowsPerInstrument];
        sequences = new long[(maxInstruments + 1) * rowsPerInstrument];
    }

    final void save(final StateWriter state, final int highestInstrument) {
        state.putLongs(rows, 0, end(highestInstrument) * stride);
    }

    final void load(final StateReader state, final int highestInstrument) {
        state.getLongs(rows, 0, end(highestInstrument) * stride);
        Arrays.fill(ofUse, 0);
        for (int row = 0; row < end(highestInstrument); row++) {
            madeNs[row] = rows[row * stride + placedNs];
            sequences[row] = rows[row * stride + SEQUENCE];
            if (isUsed(row)) {
                changed(row);
            }
        }
    }

    /** Called behind every change that may begin or end what is known of it beside the rows. */
    abstract void changed(int row);

    /** Whether what stands there may not make room for another yet. */
    final void use(final int row, final boolean isOfUse) {
        final int instrument = instrument(row);
        final int bit = 1 << place(instrument, row);
        ofUse[instrument] = isOfUse ? ofUse[instrument] | bit : ofUse[instrument] & ~bit;
    }

    /** Bits of {@code instrument}'s rows that are of use, the first row's the lowest. */
    final int ofUse(final int instrument) {
        return ofUse[instrument];
    }

    /** Of a row among those of its instrument. */
    final int place(final int instrument, final int row) {
        return row - first(instrument);
    }

    /** The row of the lowest of {@code bits}. */
    final int row(final int instrument, final int bits) {
        return first(instrument) + Integer.numberOfTrailingZeros(bits);
    }

    /** The first row of {@code instrument} that is of use, or {@link #NONE}; go on with {@link #nextOfUse}. */
    final int firstOfUse(final int instrument) {
        return ofUse[instrument] == 0 ? NONE : row(instrument, ofUse[instrument]);
    }

    /** The next one that is of use by now, or {@link #NONE}. */
    final int nextOfUse(final int row) {
        final int instrument = instrument(row);
        final int bits = ofUse[instrument] & -2 << place(instrument, row);
        return bits == 0 ? NONE : row(instrument, bits);
    }

    /** A row with nothing but its name and time, or {@link #NONE} if all of the instrument's are of use. */
    final int claim(final int instrument, final int epoch, final long sequence, final int index, final long nowNs) {
        final int row = oldestDone(instrument);
        if (row == NONE) {
            return NONE;
        }
        Arrays.fill(rows, row * stride, (row + 1) * stride, 0);
        rows[row * stride + EPOCH] = epoch;
        rows[row * stride + SEQUENCE] = sequence;
        rows[row * stride + INDEX] = index;
        rows[row * stride + INSTRUMENT] = instrument;
        sequences[row] = sequence;
        made(row, nowNs);
        return row;
    }

    private void made(final int row, final long ns) {
        rows[row * stride + placedNs] = ns;
        madeNs[row] = ns;
    }

    private int oldestDone(final int instrument) {
        int oldest = NONE;
        for (int row = first(instrument); row < end(instrument); row++) {
            final boolean isDone = (ofUse[instrument] >>> place(instrument, row) & 1) == 0;
            if (isDone && (oldest == NONE || madeNs[row] < madeNs[oldest])) {
                oldest = row;
            }
        }
        return oldest;
    }

    /** The one with that id, or {@link #NONE}. {@code instrument} 0 looks through all. */
    int find(final int instrument, final int epoch, final long sequence, final int index) {
        final int from = instrument == 0 ? 0 : first(instrument);
        final int to = instrument == 0 ? sequences.length : end(instrument);
        for (int row = from; row < to; row++) {
            if (sequences[row] == sequence && isNamed(row, epoch, sequence, index)) {
                return isUsed(row) ? row : NONE;
            }
        }
        return NONE;
    }

    final boolean isNamed(final int row, final int epoch, final long sequence, final int index) {
        return rows[row * stride + SEQUENCE] == sequence
                && rows[row * stride + EPOCH] == epoch
                && rows[row * stride + INDEX] == index;
    }

    /** The first row of {@code instrument}, used or not; go on with {@link #next} until {@link #end}. */
    final int first(final int instrument) {
        return instrument * rowsPerInstrument;
    }

    final int next(final int row) {
        return row + 1;
    }

    final int end(final int instrument) {
        return first(instrument + 1);
    }

    final boolean isUsed(final int row) {
        return rows[row * stride + QUANTITY] != 0;
    }

    /** Brings the time when it was made, by a clock that has been set back since, to {@code nowNs}. */
    final void madeNoLaterThan(final int row, final long nowNs) {
        made(row, Math.min(rows[row * stride + placedNs], nowNs));
    }

    final int epoch(final int row) {
        return (int) rows[row * stride + EPOCH];
    }

    final long sequence(final int row) {
        return rows[row * stride + SEQUENCE];
    }

    final int index(final int row) {
        return (int) rows[row * stride + INDEX];
    }

    final int instrument(final int row) {
        return (int) rows[row * stride + INSTRUMENT];
    }

    /** Of the order: 1 buys, -1 sells. */
    final int side(final int row) {
        return (int) rows[row * stride + SIDE];
    }

    final long quantity(final int row) {
        return rows[row * stride + QUANTITY];
    }
}
