package io.ringfence.engine.feature;

/**
 * EMA of closes: {@code ema += 2 / (n + 1) x (close - ema)}. Seed: mean of the first n closes; ready with bar n. Source:
 * Murphy 1999; seeded as TA-Lib does.
 */
final class ExponentialMovingAverage extends Feature {
    private final Smoothing ema;

    ExponentialMovingAverage(final int length) {
        super(0, Column.price("", length));
        ema = Smoothing.exponential(layout(), length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        ema.update(state, at, bars.close(0));
        if (ema.isReady(state, at)) {
            set(state, at, 0, ema.value(state, at));
        }
    }

    @Override
    void live(final double[] state, final int at, final Bars bars, final double[] scratch) {
        setLive(scratch, ema.isReadyNext(state, at), ema.next(state, at, bars.close(0)));
    }
}
