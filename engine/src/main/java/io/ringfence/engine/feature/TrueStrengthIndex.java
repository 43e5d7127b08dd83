package io.ringfence.engine.feature;

/**
 * TSI, -100 to 100: {@code 100 x EMA(EMA(change, slow), fast) / EMA(EMA(|change|, slow), fast)}, 0 without movement; signal is
 * its EMA. Ready with bar slow + fast, signal - 1 bars later. Source: Blau, "Momentum, Direction and Divergence", 1995.
 */
final class TrueStrengthIndex extends Feature {
    private final EmaChain net;
    private final EmaChain path;
    private final Smoothing signal;

    TrueStrengthIndex(final int slow, final int fast, final int signal) {
        super(0, Column.plain("line", slow + fast), Column.plain("signal", slow + fast + signal - 1));
        net = new EmaChain(layout(), slow, fast);
        path = new EmaChain(layout(), slow, fast);
        this.signal = Smoothing.exponential(layout(), signal);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        if (bars.count() == 1) {
            return;
        }
        net.update(state, at, bars.change(0));
        path.update(state, at, Math.abs(bars.change(0)));
        if (!path.isReady(state, at)) {
            return;
        }
        final double way = path.last(state, at);
        final double line = way == 0 ? 0 : 100 * net.last(state, at) / way;
        set(state, at, 0, line);
        signal.update(state, at, line);
        if (signal.isReady(state, at)) {
            set(state, at, 1, signal.value(state, at));
        }
    }
}
