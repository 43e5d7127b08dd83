package io.ringfence.engine.feature;

/**
 * TEMA: {@code 3 x EMA - 3 x EMA(EMA) + EMA(EMA(EMA))}. Each EMA is seeded with the mean of its first n inputs; ready with bar
 * 3n - 2. Source: Mulloy, Stocks & Commodities 12, 1994.
 */
final class TripleExponentialMovingAverage extends Feature {
    private final EmaChain chain;

    TripleExponentialMovingAverage(final int length) {
        super(0, Column.price("", 3 * length - 2));
        chain = new EmaChain(layout(), length, length, length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        chain.update(state, at, bars.close(0));
        if (chain.isReady(state, at)) {
            final double ema = 3 * chain.value(state, at, 0);
            set(state, at, 0, ema - 3 * chain.value(state, at, 1) + chain.value(state, at, 2));
        }
    }
}
