package io.ringfence.engine.feature;

/**
 * Williams %R, -100 to 0: {@code -100 x (highest high - close) / (highest high - lowest low)} over n bars, -50 without a
 * range. Ready with bar n. Source: Williams, "How I Made One Million Dollars", 1973.
 */
final class WilliamsR extends Feature {
    private final RangePosition range;

    WilliamsR(final int length) {
        super(0, Column.plain("", length));
        range = new RangePosition(layout(), length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        range.update(state, at, bars.high(0), bars.low(0));
        if (range.isReady(state, at)) {
            set(state, at, 0, 100 * range.of(state, at, bars.close(0), 0) - 100);
        }
    }
}
