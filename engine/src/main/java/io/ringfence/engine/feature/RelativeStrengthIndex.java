package io.ringfence.engine.feature;

/**
 * RSI, 0 to 100: {@code 100 x gain / (gain + loss)} with Wilder's means of rises and falls from close to close; 50 without
 * any movement. Seed: means of the first n changes; ready with bar n + 1. Source: Wilder 1978.
 */
final class RelativeStrengthIndex extends Feature {
    private final Rsi rsi;

    RelativeStrengthIndex(final int length) {
        super(1, Column.plain("", length + 1));
        rsi = new Rsi(layout(), length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        rsi.update(state, at, bars);
        if (rsi.isReady(state, at)) {
            set(state, at, 0, rsi.value(state, at));
        }
    }

    @Override
    void live(final double[] state, final int at, final Bars bars, final double[] scratch) {
        setLive(scratch, rsi.isReadyNext(state, at, bars), rsi.next(state, at, bars));
    }
}
