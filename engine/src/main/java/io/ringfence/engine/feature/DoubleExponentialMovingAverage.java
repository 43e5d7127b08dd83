package io.ringfence.engine.feature;

/**
 * DEMA: {@code 2 x EMA - EMA(EMA)}. Each EMA is seeded with the mean of its first n inputs; ready with bar 2n - 1. Source:
 * Mulloy, "Smoothing data with faster moving averages", Stocks & Commodities 12, 1994.
 */
final class DoubleExponentialMovingAverage extends Feature {
    private final EmaChain chain;

    DoubleExponentialMovingAverage(final int length) {
        super(0, Column.price("", 2 * length - 1));
        chain = new EmaChain(layout(), length, length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        chain.update(state, at, bars.close(0));
        if (chain.isReady(state, at)) {
            set(state, at, 0, 2 * chain.value(state, at, 0) - chain.value(state, at, 1));
        }
    }
}
