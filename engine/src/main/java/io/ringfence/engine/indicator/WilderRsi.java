package io.ringfence.engine.indicator;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * Relative strength index of every series, 0 to 100: {@code 100 x gain / (gain + loss)} with Wilder's means of rises and falls
 * from close to close; ready with bar n + 1 (Wilder 1978). Without any movement it is 50, where TA-Lib says 0: neither
 * side is stronger. Owned by {@code indicators}; O(1); allocates nothing.
 */
final class WilderRsi {
    private static final double NEUTRAL = 50;

    private final WilderMean gain;
    private final WilderMean loss;
    private final long[] previousClose;
    private final boolean[] started;

    WilderRsi(final int length, final int series) {
        gain = new WilderMean(length, series);
        loss = new WilderMean(length, series);
        previousClose = new long[series];
        started = new boolean[series];
    }

    void update(final int series, final long close) {
        if (started[series]) {
            final long change = close - previousClose[series];
            gain.update(series, Math.max(change, 0));
            loss.update(series, Math.max(-change, 0));
        }
        started[series] = true;
        previousClose[series] = close;
    }

    static long stateBytes(final long series) {
        return 2 * WilderMean.stateBytes(series) + series * (Long.BYTES + 1L) + Long.BYTES;
    }

    void save(final StateWriter state, final int series) {
        gain.save(state, series);
        loss.save(state, series);
        state.putLongs(previousClose, 0, series);
        state.putFlags(started, 0, series);
    }

    void load(final StateReader state, final int series) {
        gain.load(state, series);
        loss.load(state, series);
        state.getLongs(previousClose, 0, series);
        state.getFlags(started, 0, series);
    }

    boolean isReady(final int series) {
        return gain.isReady(series);
    }

    double value(final int series) {
        final double movement = gain.value(series) + loss.value(series);
        return movement == 0 ? NEUTRAL : 100 * gain.value(series) / movement;
    }
}
