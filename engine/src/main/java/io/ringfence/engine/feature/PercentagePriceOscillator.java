package io.ringfence.engine.feature;

/**
 * PPO: the {@link Macd} in percent of the slow EMA, {@code 100 x (EMA(fast) - EMA(slow)) / EMA(slow)}, with signal and
 * histogram. Readiness as there. Source: Appel, "Technical Analysis: Power Tools for Active Investors", 2005.
 */
final class PercentagePriceOscillator extends SignalledLine {
    PercentagePriceOscillator(final int fast, final int slow, final int signal) {
        super(
                fast,
                slow,
                signal,
                Column.plain("line", slow),
                Column.plain("signal", slow + signal - 1),
                Column.plain("histogram", slow + signal - 1));
    }

    @Override
    double line(final double[] state, final int at, final Convergence averages) {
        return 100 * averages.line(state, at) / averages.slow(state, at);
    }
}
