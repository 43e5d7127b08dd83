package io.ringfence.engine.order;

/**
 * Our stops at the venue, the newest {@value #ROWS_PER_INSTRUMENT} of every instrument: those that live, and ended ones as long as there
 * is room, since their reports may come late.
 */
final class DisasterTable extends NamedRows {
    static final int ROWS_PER_INSTRUMENT = 6;

    private static final int TRIGGER = 6;
    private static final int ALGO_ID = 8;
    private static final int PLACED_NS = 9;
    /** Of the last request about it. */
    private static final int ASKED_NS = 10;

    private static final int CANCELS = 11;
    private static final int SEEN = 12;
    /** Of the decision that is to take its place in one step; 0: none. */
    private static final int YIELDS_TO = 13;

    private static final int YIELDS_TO_INDEX = 14;
    private static final int STRIDE = 15;

    DisasterTable(final int maxInstruments) {
        super(maxInstruments, ROWS_PER_INSTRUMENT, STRIDE, PLACED_NS);
    }

    static long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * ROWS_PER_INSTRUMENT * STRIDE * Long.BYTES;
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
        final int row = claim(instrument, epoch, sequence, index, nowNs);
        if (row != NONE) {
            rows[row * STRIDE + LIFE] = life.ordinal();
            rows[row * STRIDE + SIDE] = side;
            rows[row * STRIDE + TRIGGER] = trigger;
            rows[row * STRIDE + QUANTITY] = quantity;
            rows[row * STRIDE + ASKED_NS] = nowNs;
            changed(row);
        }
        return row;
    }

    /** Whether it may rest at the venue. */
    boolean isLive(final int row) {
        return isUsed(row) && !life(row).isEnded();
    }

    /** Whether one of the instrument's may rest at the venue. */
    boolean isAnyLive(final int instrument) {
        return ofUse(instrument) != 0;
    }

    @Override
    void changed(final int row) {
        use(row, isLive(row));
    }

    boolean is(final int row, final DisasterLife life) {
        return isUsed(row) && rows[row * STRIDE + LIFE] == life.ordinal();
    }

    /** The newest of that state, in which it may rest at the venue, and of that side, or {@link #NONE}. */
    int newest(final int instrument, final DisasterLife life, final int side) {
        int newest = NONE;
        for (int row = firstOfUse(instrument); row != NONE; row = nextOfUse(row)) {
            if (is(row, life) && rows[row * STRIDE + SIDE] == side && (newest == NONE || isNewer(row, newest))) {
                newest = row;
            }
        }
        return newest;
    }

    private boolean isNewer(final int row, final int other) {
        if (rows[row * STRIDE + EPOCH] != rows[other * STRIDE + EPOCH]) {
            return rows[row * STRIDE + EPOCH] > rows[other * STRIDE + EPOCH];
        }
        return rows[row * STRIDE + SEQUENCE] != rows[other * STRIDE + SEQUENCE]
                ? rows[row * STRIDE + SEQUENCE] > rows[other * STRIDE + SEQUENCE]
                : rows[row * STRIDE + INDEX] > rows[other * STRIDE + INDEX];
    }

    DisasterLife life(final int row) {
        return DisasterLife.of((int) rows[row * STRIDE + LIFE]);
    }

    void life(final int row, final DisasterLife life) {
        rows[row * STRIDE + LIFE] = life.ordinal();
        changed(row);
    }

    long trigger(final int row) {
        return rows[row * STRIDE + TRIGGER];
    }

    /** 0 until the venue has named it. */
    long algoId(final int row) {
        return rows[row * STRIDE + ALGO_ID];
    }

    void algoId(final int row, final long id) {
        if (id != 0) {
            rows[row * STRIDE + ALGO_ID] = id;
        }
    }

    /** Engine time of the last request about it. */
    long askedNs(final int row) {
        return rows[row * STRIDE + ASKED_NS];
    }

    /** A cancel is sent once more; how often by now. */
    long cancelled(final int row, final long nowNs) {
        rows[row * STRIDE + ASKED_NS] = nowNs;
        return ++rows[row * STRIDE + CANCELS];
    }

    /** How often a cancel was sent. */
    long cancels(final int row) {
        return rows[row * STRIDE + CANCELS];
    }

    /** Spot: the order of that decision, of this epoch, was asked to take its place. */
    void yieldTo(final int row, final long sequence, final int index, final long nowNs) {
        rows[row * STRIDE + YIELDS_TO] = sequence;
        rows[row * STRIDE + YIELDS_TO_INDEX] = index;
        rows[row * STRIDE + ASKED_NS] = nowNs;
    }

    /** Whether something was asked to take its place. */
    boolean isYielding(final int row) {
        return rows[row * STRIDE + YIELDS_TO] != 0;
    }

    boolean yieldsTo(final int row, final long sequence, final int index) {
        return rows[row * STRIDE + YIELDS_TO] == sequence && rows[row * STRIDE + YIELDS_TO_INDEX] == index;
    }

    /** What was to take its place didn't. */
    void stays(final int row) {
        rows[row * STRIDE + YIELDS_TO] = 0;
        rows[row * STRIDE + YIELDS_TO_INDEX] = 0;
    }

    /** The newest that rests or is about to, on {@code side}, or {@link #NONE}. */
    int newestStanding(final int instrument, final int side) {
        final int placed = newest(instrument, DisasterLife.PLACED, side);
        return placed == NONE ? newest(instrument, DisasterLife.RESTING, side) : placed;
    }

    /** Whether it was placed, or the venue has told of it, since it may have been lost. */
    boolean isSeen(final int row) {
        return rows[row * STRIDE + SEEN] != 0;
    }

    void seen(final int row, final boolean seen) {
        rows[row * STRIDE + SEEN] = seen ? 1 : 0;
    }

    /** Brings times of a clock that has been set back since to {@code nowNs}. */
    void noLaterThan(final int row, final long nowNs) {
        madeNoLaterThan(row, nowNs);
        rows[row * STRIDE + ASKED_NS] = Math.min(rows[row * STRIDE + ASKED_NS], nowNs);
    }
}
