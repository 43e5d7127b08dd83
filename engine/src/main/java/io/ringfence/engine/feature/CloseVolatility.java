package io.ringfence.engine.feature;

/**
 * Volatility from close to close: standard deviation (of the sample, by n - 1) of the last n logarithmic returns; per bar,
 * not annualised. Ready with bar n + 1. Source: Hull, "Options, Futures, and Other Derivatives".
 */
final class CloseVolatility extends Feature {
    private final int length;
    private final Ring returns;
    private final Moments moments;

    CloseVolatility(final int length) {
        super(1, Column.plain("", length + 1));
        this.length = length;
        returns = new Ring(layout(), length);
        moments = new Moments(layout(), length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        if (bars.count() == 1) {
            return;
        }
        final double value = bars.logReturn();
        moments.slide(state, at, value, returns.push(state, at, value));
        if (bars.count() > length) {
            set(state, at, 0, moments.sampleDeviation(state, at));
        }
    }
}
