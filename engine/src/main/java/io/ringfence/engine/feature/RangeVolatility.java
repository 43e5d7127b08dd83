package io.ringfence.engine.feature;

/** Volatility as the root of the mean, over the last n bars, of a variance that each bar's own prices estimate. */
abstract class RangeVolatility extends Feature {
    private final WindowMean mean;

    RangeVolatility(final int length) {
        super(0, Column.plain("", length));
        mean = new WindowMean(layout(), length);
    }

    /** The newest bar's variance. */
    abstract double variance(Bars bars);

    @Override
    final void update(final double[] state, final int at, final Bars bars) {
        mean.update(state, at, variance(bars));
        if (mean.isReady(state, at)) {
            set(state, at, 0, Math.sqrt(Math.max(0, mean.value(state, at))));
        }
    }
}
