package io.ringfence.engine.feature;

/**
 * Stochastic oscillator, 0 to 100: k is the mean of the last {@code slowing} values of {@code 100 x (close - lowest low) /
 * (highest high - lowest low)} over n bars, 50 without a range; d is the mean of the last {@code signal} k. Ready with bar n
 * + slowing - 1, d signal - 1 bars later. Source: Lane, "Lane's stochastics", Stocks & Commodities 2, 1984.
 */
final class Stochastic extends Feature {
    private final RangePosition range;
    private final WindowMean k;
    private final WindowMean d;

    Stochastic(final int length, final int slowing, final int signal) {
        super(0, Column.plain("k", length + slowing - 1), Column.plain("d", length + slowing + signal - 2));
        range = new RangePosition(layout(), length);
        k = new WindowMean(layout(), slowing);
        d = new WindowMean(layout(), signal);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        range.update(state, at, bars.high(0), bars.low(0));
        if (!range.isReady(state, at)) {
            return;
        }
        k.update(state, at, 100 * range.of(state, at, bars.close(0), 0));
        if (k.isReady(state, at)) {
            set(state, at, 0, k.value(state, at));
            d.update(state, at, k.value(state, at));
        }
        if (d.isReady(state, at)) {
            set(state, at, 1, d.value(state, at));
        }
    }
}
