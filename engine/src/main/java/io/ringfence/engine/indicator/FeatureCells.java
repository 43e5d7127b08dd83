package io.ringfence.engine.indicator;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * The cells of every instrument's features, of all timeframes, side by side, and how they are saved: not at once, since many
 * features of many instruments are megabytes. {@link #save} keeps room for them, {@link #saveMore} copies a few instruments
 * at a time, and {@link #change}, which comes before every change, copies that instrument first. Owned by {@code indicators};
 * allocates nothing after it was made.
 */
final class FeatureCells {
    /** What an event may pay for: 64 KiB. */
    private static final int MOST_CELLS_AT_ONCE = 8_192;
    /** Cells of a cache line. */
    private static final int LINE = 8;

    private final double[] cells;
    private final int stride;
    private final boolean[] unsaved;

    /** Where the cells go; null if all are saved. */
    private StateWriter saving;

    /** Written alone, so that {@link #fetch} isn't left out. */
    private double fetched;

    private int savingFrom;
    private int nextToSave;
    private int lastToSave;

    /** @param stride cells per instrument */
    FeatureCells(final int maxInstruments, final int stride) {
        final long length = (maxInstruments + 1L) * stride;
        if (length > Integer.MAX_VALUE / Double.BYTES) {
            throw new IllegalArgumentException("maxInstruments=" + maxInstruments + " with featureCells=" + stride
                    + " each don't fit a snapshot: lower maxInstruments, or declare fewer or shorter indicators");
        }
        this.stride = stride;
        cells = new double[(int) length];
        unsaved = new boolean[maxInstruments + 1];
    }

    /** All of them. */
    double[] cells() {
        return cells;
    }

    /** The first cell of {@code instrument}, which is about to change. */
    int change(final int instrument) {
        if (saving != null && unsaved[instrument]) {
            saveOne(instrument);
        }
        return instrument * stride;
    }

    /**
     * Looks at each cache line of {@code count} cells, none of which waits for another. They were last used a candle ago and are far
     * away by now; the features, one by one, would wait for each.
     */
    void fetch(final int at, final int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int cell = at;
        for (final int end = at + count - 4 * LINE; cell < end; cell += 4 * LINE) {
            a += cells[cell];
            b += cells[cell + LINE];
            c += cells[cell + 2 * LINE];
            d += cells[cell + 3 * LINE];
        }
        fetched = a + b + c + d;
    }

    /** The first cell of {@code instrument}, to be read. */
    int at(final int instrument) {
        return instrument * stride;
    }

    long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * stride * Double.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        savingFrom = state.reserve((highestInstrument + 1) * stride * Double.BYTES);
        for (int instrument = 0; instrument <= highestInstrument; instrument++) {
            unsaved[instrument] = true;
        }
        saving = state;
        nextToSave = 0;
        lastToSave = highestInstrument;
    }

    /** Copies the next instruments; true when all are. */
    boolean saveMore() {
        int copied = 0;
        while (saving != null && nextToSave <= lastToSave && copied < MOST_CELLS_AT_ONCE) {
            if (unsaved[nextToSave]) {
                saveOne(nextToSave);
                copied += stride;
            }
            nextToSave++;
        }
        if (nextToSave > lastToSave) {
            saving = null;
        }
        return saving == null;
    }

    private void saveOne(final int instrument) {
        final int at = instrument * stride;
        saving.putDoublesAt(savingFrom + at * Double.BYTES, cells, at, stride);
        unsaved[instrument] = false;
    }

    void load(final StateReader state, final int highestInstrument) {
        state.getDoubles(cells, 0, (highestInstrument + 1) * stride);
    }
}
