package io.ringfence.engine.feature;

/**
 * MACD: line is EMA(fast) - EMA(slow) of closes, signal the EMA of the line, histogram line - signal. Every EMA is seeded
 * with the mean of its own first inputs. Ready with bar slow, signal and histogram signal - 1 bars later. Source: Appel,
 * "The Moving Average Convergence-Divergence Method", 1979.
 */
final class Macd extends Feature {
    private final Convergence averages;
    private final Smoothing signal;

    Macd(final int fast, final int slow, final int signal) {
        super(
                0,
                Column.price("line", slow),
                Column.price("signal", slow + signal - 1),
                Column.price("histogram", slow + signal - 1));
        averages = new Convergence(layout(), fast, slow);
        this.signal = Smoothing.exponential(layout(), signal);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        if (!averages.update(state, at, bars.close(0))) {
            return;
        }
        final double line = averages.line(state, at);
        set(state, at, 0, line);
        signal.update(state, at, line);
        if (signal.isReady(state, at)) {
            set(state, at, 1, signal.value(state, at));
            set(state, at, 2, line - signal.value(state, at));
        }
    }
}
