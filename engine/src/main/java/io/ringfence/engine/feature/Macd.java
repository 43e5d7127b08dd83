package io.ringfence.engine.feature;

/**
 * MACD: line is EMA(fast) - EMA(slow) of closes, signal the EMA of the line, histogram line - signal. Every EMA is seeded
 * with the mean of its own first inputs. Ready with bar slow, signal and histogram signal - 1 bars later. Source: Appel,
 * "The Moving Average Convergence-Divergence Method", 1979.
 */
final class Macd extends SignalledLine {
    Macd(final int fast, final int slow, final int signal) {
        super(
                fast,
                slow,
                signal,
                Column.price("line", slow),
                Column.price("signal", slow + signal - 1),
                Column.price("histogram", slow + signal - 1));
    }

    @Override
    double line(final double[] state, final int at, final Convergence averages) {
        return averages.line(state, at);
    }
}
