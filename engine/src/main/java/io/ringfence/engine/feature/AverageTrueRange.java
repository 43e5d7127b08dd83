package io.ringfence.engine.feature;

/**
 * ATR: Wilder's mean of the true range. Seed: mean of the first n true ranges; ready with bar n + 1. Source: Wilder 1978;
 * seeded as TA-Lib does.
 */
final class AverageTrueRange extends Feature {
    private final Atr atr;

    AverageTrueRange(final int length) {
        super(1, Column.price("", length + 1));
        atr = new Atr(layout(), length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        atr.update(state, at, bars);
        if (atr.isReady(state, at)) {
            set(state, at, 0, atr.value(state, at));
        }
    }

    @Override
    void live(final double[] state, final int at, final Bars bars, final double[] scratch) {
        setLive(scratch, atr.isReadyNext(state, at, bars), atr.next(state, at, bars));
    }
}
