package io.ringfence.engine.feature;

/**
 * Force index: EMA of change of the close x volume. Seed: mean of the first n; ready with bar n + 1. Source: Elder, "Trading
 * for a Living", 1993.
 */
final class ForceIndex extends Feature {
    private final Smoothing ema;

    ForceIndex(final int length) {
        super(1, new Column("", Unit.VALUE, length + 1));
        ema = Smoothing.exponential(layout(), length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        if (bars.count() == 1) {
            return;
        }
        ema.update(state, at, bars.change(0) * bars.volume(0));
        if (ema.isReady(state, at)) {
            set(state, at, 0, ema.value(state, at));
        }
    }
}
