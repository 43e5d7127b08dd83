package io.ringfence.engine.feature;

/**
 * A line drawn from two EMAs of closes, the signal, which is the EMA of the line, and the histogram, line less signal. Every EMA
 * is seeded with the mean of its own first inputs. The line is ready with bar slow, the others signal - 1 bars later.
 */
abstract class SignalledLine extends Feature {
    private final Convergence averages;
    private final Smoothing signal;

    /** @param columns line, signal, histogram */
    SignalledLine(final int fast, final int slow, final int signal, final Column... columns) {
        super(0, columns);
        averages = new Convergence(layout(), fast, slow);
        this.signal = Smoothing.exponential(layout(), signal);
    }

    /** The line, where {@code averages} are ready. */
    abstract double line(double[] state, int at, Convergence averages);

    @Override
    final void update(final double[] state, final int at, final Bars bars) {
        if (!averages.update(state, at, bars.close(0))) {
            return;
        }
        final double line = line(state, at, averages);
        set(state, at, 0, line);
        signal.update(state, at, line);
        if (signal.isReady(state, at)) {
            set(state, at, 1, signal.value(state, at));
            set(state, at, 2, line - signal.value(state, at));
        }
    }
}
