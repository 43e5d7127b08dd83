package io.ringfence.engine.feature;

/**
 * PPO: the {@link Macd} in percent of the slow EMA, {@code 100 x (EMA(fast) - EMA(slow)) / EMA(slow)}, with signal and
 * histogram. Readiness as there. Source: Appel, "Technical Analysis: Power Tools for Active Investors", 2005.
 */
final class PercentagePriceOscillator extends Feature {
    private final Convergence averages;
    private final Smoothing signal;

    PercentagePriceOscillator(final int fast, final int slow, final int signal) {
        super(
                0,
                Column.plain("line", slow),
                Column.plain("signal", slow + signal - 1),
                Column.plain("histogram", slow + signal - 1));
        averages = new Convergence(layout(), fast, slow);
        this.signal = Smoothing.exponential(layout(), signal);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        if (!averages.update(state, at, bars.close(0))) {
            return;
        }
        final double line = 100 * averages.line(state, at) / averages.slow(state, at);
        set(state, at, 0, line);
        signal.update(state, at, line);
        if (signal.isReady(state, at)) {
            set(state, at, 1, signal.value(state, at));
            set(state, at, 2, line - signal.value(state, at));
        }
    }
}
