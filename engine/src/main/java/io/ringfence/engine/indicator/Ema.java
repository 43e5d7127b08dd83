package io.ringfence.engine.indicator;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * Exponential moving average of every series: {@code ema += 2 / (n + 1) x (value - ema)}, seeded with the simple mean of
 * the first {@code n} values, ready with the n-th (as in TA-Lib and Murphy, "Technical Analysis of the Financial
 * Markets", 1999). Owned by {@code indicators}; O(1); allocates nothing.
 */
final class Ema {
    private final int length;
    private final double weight;
    private final double[] values;
    private final int[] counts;

    Ema(final int length, final int series) {
        this.length = length;
        weight = 2.0 / (length + 1);
        values = new double[series];
        counts = new int[series];
    }

    void update(final int series, final double value) {
        if (counts[series] == length) {
            values[series] += weight * (value - values[series]);
            return;
        }
        // Until it is ready the sum is kept in the value's place.
        values[series] += value;
        if (++counts[series] == length) {
            values[series] /= length;
        }
    }

    static long stateBytes(final long series) {
        return series * (Double.BYTES + Integer.BYTES) + Long.BYTES;
    }

    void save(final StateWriter state, final int series) {
        state.putDoubles(values, 0, series);
        state.putInts(counts, 0, series);
    }

    void load(final StateReader state, final int series) {
        state.getDoubles(values, 0, series);
        state.getInts(counts, 0, series);
    }

    boolean isReady(final int series) {
        return counts[series] == length;
    }

    /** In the unit of the values; meaningless while not ready. */
    double value(final int series) {
        return values[series];
    }
}
