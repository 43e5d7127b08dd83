package io.ringfence.engine.indicator;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * Wilder's smoothing of every series: {@code mean = (mean x (n - 1) + value) / n}, seeded with the simple mean of the
 * first {@code n} values (J. Welles Wilder, "New Concepts in Technical Trading Systems", 1978). Owned by its indicator.
 */
final class WilderMean {
    private final int length;
    private final double[] values;
    private final int[] counts;

    WilderMean(final int length, final int series) {
        this.length = length;
        values = new double[series];
        counts = new int[series];
    }

    void update(final int series, final double value) {
        if (counts[series] == length) {
            values[series] = (values[series] * (length - 1) + value) / length;
            return;
        }
        // Until it is ready the sum is kept in the mean's place.
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

    double value(final int series) {
        return values[series];
    }
}
