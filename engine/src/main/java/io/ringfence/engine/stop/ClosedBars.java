package io.ringfence.engine.stop;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.Arrays;

/**
 * What stops need of closed bars: the newest ATR of every instrument and timeframe, and highs and lows of the last bars of one timeframe per instrument.
 * Owned by {@code stops}; allocates nothing.
 */
final class ClosedBars {
    /** An ATR that isn't there yet. */
    static final double UNKNOWN = -1;
    /** The extreme of bars that aren't there yet; prices are above 0. */
    static final long NO_PRICE = 0;

    private static final int COUNT = 0;
    private static final int NEWEST = 1;
    private static final int TIMEFRAME_NS = 2;
    private static final int HIGHEST = 3;
    private static final int LOWEST = 4;
    private static final int FIRST_BAR = 5;

    private final long[] timeframesNs;
    private final int capacity;
    private final int stride;
    private final double[] atrs;
    private final long[] rows;

    /** @param capacity the most bars that any rule looks back, 0 if none does */
    ClosedBars(final int maxInstruments, final long[] timeframesNs, final int capacity) {
        this.timeframesNs = timeframesNs.clone();
        this.capacity = capacity;
        stride = capacity == 0 ? 0 : FIRST_BAR + 2 * capacity;
        atrs = new double[(maxInstruments + 1) * timeframesNs.length];
        Arrays.fill(atrs, UNKNOWN);
        rows = new long[(maxInstruments + 1) * stride];
    }

    long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * (timeframesNs.length * Double.BYTES + stride * Long.BYTES)
                + (2L + timeframesNs.length) * Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putLong(timeframesNs.length);
        state.putLong(stride);
        state.putLongs(timeframesNs, 0, timeframesNs.length);
        state.putDoubles(atrs, 0, (highestInstrument + 1) * timeframesNs.length);
        state.putLongs(rows, 0, (highestInstrument + 1) * stride);
    }

    /** Bars that were saved under other timeframes or for other rules are left out: these start anew. */
    void load(final StateReader state, final int highestInstrument) {
        final int savedTimeframes = state.getInt("timeframes", 1, Byte.MAX_VALUE);
        final int savedStride = state.getInt("bars", 0, Short.MAX_VALUE);
        final long[] savedNs = new long[savedTimeframes];
        final double[] savedAtrs = new double[(highestInstrument + 1) * savedTimeframes];
        final long[] savedRows = new long[(highestInstrument + 1) * savedStride];
        state.getLongs(savedNs, 0, savedNs.length);
        state.getDoubles(savedAtrs, 0, savedAtrs.length);
        state.getLongs(savedRows, 0, savedRows.length);
        if (Arrays.equals(savedNs, timeframesNs)) {
            System.arraycopy(savedAtrs, 0, atrs, 0, savedAtrs.length);
        }
        if (savedStride == stride) {
            System.arraycopy(savedRows, 0, rows, 0, savedRows.length);
        }
    }

    /** @param atr NaN while there is none: the one before stays */
    void atr(final int instrument, final int timeframe, final double atr) {
        if (atr >= 0) {
            atrs[instrument * timeframesNs.length + timeframe] = atr;
        }
    }

    /** In price units, or {@link #UNKNOWN}. */
    double atr(final int instrument, final int timeframe) {
        return atrs[instrument * timeframesNs.length + timeframe];
    }

    /** The index of a timeframe, -1 if it is none of the configured. */
    int timeframeOf(final long timeframeNs) {
        for (int timeframe = 0; timeframe < timeframesNs.length; timeframe++) {
            if (timeframesNs[timeframe] == timeframeNs) {
                return timeframe;
            }
        }
        return -1;
    }

    /** Takes a bar of the timeframe that {@code instrument}'s rule looks at, and looks back {@code bars}. */
    void add(final int instrument, final int timeframe, final int bars, final long high, final long low) {
        final int row = instrument * stride;
        if (rows[row + TIMEFRAME_NS] != timeframesNs[timeframe]) {
            rows[row + TIMEFRAME_NS] = timeframesNs[timeframe];
            rows[row + COUNT] = 0;
        }
        final int newest = (int) (rows[row + NEWEST] + 1) % capacity;
        rows[row + NEWEST] = newest;
        rows[row + FIRST_BAR + newest] = high;
        rows[row + FIRST_BAR + capacity + newest] = low;
        rows[row + COUNT] = Math.min(rows[row + COUNT] + 1, capacity);
        takeExtremes(row, bars);
    }

    /** All bars of a timeframe are told anew. */
    void forget(final int instrument, final int timeframe) {
        final int row = instrument * stride;
        if (stride > 0 && rows[row + TIMEFRAME_NS] == timeframesNs[timeframe]) {
            rows[row + COUNT] = 0;
            rows[row + HIGHEST] = NO_PRICE;
            rows[row + LOWEST] = NO_PRICE;
        }
    }

    private void takeExtremes(final int row, final int bars) {
        final boolean enough = rows[row + COUNT] >= bars;
        long highest = enough ? Long.MIN_VALUE : NO_PRICE;
        long lowest = enough ? Long.MAX_VALUE : NO_PRICE;
        for (int back = 0; enough && back < bars; back++) {
            final int bar = row + FIRST_BAR + Math.floorMod((int) rows[row + NEWEST] - back, capacity);
            highest = Math.max(highest, rows[bar]);
            lowest = Math.min(lowest, rows[bar + capacity]);
        }
        rows[row + HIGHEST] = highest;
        rows[row + LOWEST] = lowest;
    }

    /** Of the bars that the rule looks at, or {@link #NO_PRICE} while there are too few. */
    long highest(final int instrument) {
        return rows[instrument * stride + HIGHEST];
    }

    /** Of the bars that the rule looks at, or {@link #NO_PRICE} while there are too few. */
    long lowest(final int instrument) {
        return rows[instrument * stride + LOWEST];
    }
}
