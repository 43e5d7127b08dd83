package io.ringfence.engine.order;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.Arrays;

/**
 * Our stops at the venue, the newest {@value #ROWS_PER_INSTRUMENT} of every instrument: those that live, and ended ones as long as there
 * is room, since their reports may come late. Flat rows; one is named by its row. Owned by {@code orders}; allocates nothing.
 */
final class DisasterTable {
    static final int ROWS_PER_INSTRUMENT = 6;
    static final int NONE = -1;

    private static final int EPOCH = 0;
    private static final int SEQUENCE = 1;
    private static final int INDEX = 2;
    private static final int INSTRUMENT = 3;
    private static final int LIFE = 4;
    private static final int SIDE = 5;
    private static final int TRIGGER = 6;
    private static final int QUANTITY = 7;
    private static final int ALGO_ID = 8;
    private static final int PLACED_NS = 9;
    /** Of the last request about it. */
    private static final int ASKED_NS = 10;

    private static final int CANCELS = 11;
    private static final int SEEN = 12;
    private static final int STRIDE = 13;

    private final long[] rows;
    private final int maxInstruments;

    DisasterTable(final int maxInstruments) {
        this.maxInstruments = maxInstruments;
        rows = new long[(maxInstruments + 1) * ROWS_PER_INSTRUMENT * STRIDE];
    }

    static long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * ROWS_PER_INSTRUMENT * STRIDE * Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putLongs(rows, 0, end(highestInstrument));
    }

    void load(final StateReader state, final int highestInstrument) {
        state.getLongs(rows, 0, end(highestInstrument));
    }

    /** A row, or {@link #NONE} if all of the instrument's live. */
    int add(
            final int instrument,
            final int epoch,
            final long sequence,
            final int index,
            final DisasterLife life,
            final int side,
            final long trigger,
            final long quantity,
            final long nowNs) {
        final int row = oldestEnded(instrument);
        if (row == NONE) {
            return NONE;
        }
        Arrays.fill(rows, row, row + STRIDE, 0);
        rows[row + EPOCH] = epoch;
        rows[row + SEQUENCE] = sequence;
        rows[row + INDEX] = index;
        rows[row + INSTRUMENT] = instrument;
        rows[row + LIFE] = life.ordinal();
        rows[row + SIDE] = side;
        rows[row + TRIGGER] = trigger;
        rows[row + QUANTITY] = quantity;
        rows[row + PLACED_NS] = nowNs;
        rows[row + ASKED_NS] = nowNs;
        return row;
    }

    private int oldestEnded(final int instrument) {
        int oldest = NONE;
        for (int row = first(instrument); row < end(instrument); row += STRIDE) {
            if (!isLive(row) && (oldest == NONE || rows[row + PLACED_NS] < rows[oldest + PLACED_NS])) {
                oldest = row;
            }
        }
        return oldest;
    }

    /** The one with that id, or {@link #NONE}. {@code instrument} 0 looks through all. */
    int find(final int instrument, final int epoch, final long sequence, final int index) {
        final int to = instrument == 0 ? end(maxInstruments) : end(instrument);
        for (int row = instrument == 0 ? 0 : first(instrument); row < to; row += STRIDE) {
            if (rows[row + SEQUENCE] == sequence && rows[row + EPOCH] == epoch && rows[row + INDEX] == index) {
                return isUsed(row) ? row : NONE;
            }
        }
        return NONE;
    }

    /** The first row of {@code instrument}, used or not; go on with {@link #next} until {@link #end}. */
    int first(final int instrument) {
        return instrument * ROWS_PER_INSTRUMENT * STRIDE;
    }

    int next(final int row) {
        return row + STRIDE;
    }

    int end(final int instrument) {
        return first(instrument + 1);
    }

    private boolean isUsed(final int row) {
        return rows[row + QUANTITY] != 0;
    }

    /** Whether it may rest at the venue. */
    boolean isLive(final int row) {
        return isUsed(row) && !life(row).isEnded();
    }

    boolean is(final int row, final DisasterLife life) {
        return isUsed(row) && rows[row + LIFE] == life.ordinal();
    }

    /** The newest of that state and side, or {@link #NONE}. */
    int newest(final int instrument, final DisasterLife life, final int side) {
        int newest = NONE;
        for (int row = first(instrument); row < end(instrument); row += STRIDE) {
            if (is(row, life) && rows[row + SIDE] == side && (newest == NONE || isNewer(row, newest))) {
                newest = row;
            }
        }
        return newest;
    }

    private boolean isNewer(final int row, final int other) {
        if (rows[row + EPOCH] != rows[other + EPOCH]) {
            return rows[row + EPOCH] > rows[other + EPOCH];
        }
        return rows[row + SEQUENCE] != rows[other + SEQUENCE]
                ? rows[row + SEQUENCE] > rows[other + SEQUENCE]
                : rows[row + INDEX] > rows[other + INDEX];
    }

    int epoch(final int row) {
        return (int) rows[row + EPOCH];
    }

    long sequence(final int row) {
        return rows[row + SEQUENCE];
    }

    int index(final int row) {
        return (int) rows[row + INDEX];
    }

    int instrument(final int row) {
        return (int) rows[row + INSTRUMENT];
    }

    DisasterLife life(final int row) {
        return DisasterLife.of((int) rows[row + LIFE]);
    }

    void life(final int row, final DisasterLife life) {
        rows[row + LIFE] = life.ordinal();
    }

    /** Of the order: 1 buys, -1 sells. */
    int side(final int row) {
        return (int) rows[row + SIDE];
    }

    long trigger(final int row) {
        return rows[row + TRIGGER];
    }

    long quantity(final int row) {
        return rows[row + QUANTITY];
    }

    /** 0 until the venue has named it. */
    long algoId(final int row) {
        return rows[row + ALGO_ID];
    }

    void algoId(final int row, final long id) {
        if (id != 0) {
            rows[row + ALGO_ID] = id;
        }
    }

    /** Engine time of the last request about it. */
    long askedNs(final int row) {
        return rows[row + ASKED_NS];
    }

    /** A cancel is sent once more; how often by now. */
    long cancelled(final int row, final long nowNs) {
        rows[row + ASKED_NS] = nowNs;
        return ++rows[row + CANCELS];
    }

    /** Whether it was placed, or the venue has told of it, since it may have been lost. */
    boolean isSeen(final int row) {
        return rows[row + SEEN] != 0;
    }

    void seen(final int row, final boolean seen) {
        rows[row + SEEN] = seen ? 1 : 0;
    }

    /** Brings times of a clock that has been set back since to {@code nowNs}. */
    void noLaterThan(final int row, final long nowNs) {
        rows[row + PLACED_NS] = Math.min(rows[row + PLACED_NS], nowNs);
        rows[row + ASKED_NS] = Math.min(rows[row + ASKED_NS], nowNs);
    }
}
