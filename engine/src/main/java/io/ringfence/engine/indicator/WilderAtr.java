package io.ringfence.engine.indicator;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * Average true range of every series, in price units: Wilder's mean of the true range, the largest of high - low, |high - previous close| and
 * |low - previous close|. The first bar has no previous close and no true range, so it is ready with bar n + 1 (Wilder
 * 1978, as in TA-Lib). Owned by {@code indicators}; O(1); allocates nothing.
 */
public final class WilderAtr {
    private final WilderMean mean;
    private final long[] previousClose;
    private final boolean[] started;

    /**
     * @param length bars of the mean
     * @param series how many, numbered from 0
     */
    public WilderAtr(final int length, final int series) {
        mean = new WilderMean(length, series);
        previousClose = new long[series];
        started = new boolean[series];
    }

    /** Takes a closed bar. */
    public void update(final int series, final long high, final long low, final long close) {
        if (started[series]) {
            final long top = Math.max(high, previousClose[series]);
            final long bottom = Math.min(low, previousClose[series]);
            mean.update(series, top - bottom);
        }
        started[series] = true;
        previousClose[series] = close;
    }

    static long stateBytes(final long series) {
        return WilderMean.stateBytes(series) + series * (Long.BYTES + 1L) + Long.BYTES;
    }

    void save(final StateWriter state, final int series) {
        mean.save(state, series);
        state.putLongs(previousClose, 0, series);
        state.putFlags(started, 0, series);
    }

    void load(final StateReader state, final int series) {
        mean.load(state, series);
        state.getLongs(previousClose, 0, series);
        state.getFlags(started, 0, series);
    }

    public boolean isReady(final int series) {
        return mean.isReady(series);
    }

    /** Meaningless before it is ready. */
    public double value(final int series) {
        return mean.value(series);
    }
}
