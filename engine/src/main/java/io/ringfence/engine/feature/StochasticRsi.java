package io.ringfence.engine.feature;

/**
 * Stochastic RSI, 0 to 100: where the RSI lies between its lowest and highest of n bars, 50 if they are the same (to 1e-9); k is its
 * mean over {@code slowing} bars, d the mean of {@code signal} k. Ready with bar rsi + n + slowing - 1. Source: Chande and
 * Kroll, "The New Technical Trader", 1994.
 */
final class StochasticRsi extends Feature {
    private final Rsi rsi;
    private final RangePosition range;
    private final WindowMean k;
    private final WindowMean d;

    StochasticRsi(final int rsiLength, final int length, final int slowing, final int signal) {
        super(
                1,
                Column.plain("k", rsiLength + length + slowing - 1),
                Column.plain("d", rsiLength + length + slowing + signal - 2));
        rsi = new Rsi(layout(), rsiLength);
        range = new RangePosition(layout(), length);
        k = new WindowMean(layout(), slowing);
        d = new WindowMean(layout(), signal);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        rsi.update(state, at, bars);
        if (!rsi.isReady(state, at)) {
            return;
        }
        final double value = rsi.value(state, at);
        range.update(state, at, value, value);
        if (!range.isReady(state, at)) {
            return;
        }
        k.update(state, at, 100 * range.of(state, at, value, Rsi.ROUNDING));
        if (k.isReady(state, at)) {
            set(state, at, 0, k.value(state, at));
            d.update(state, at, k.value(state, at));
        }
        if (d.isReady(state, at)) {
            set(state, at, 1, d.value(state, at));
        }
    }
}
