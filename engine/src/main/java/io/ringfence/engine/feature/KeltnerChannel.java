package io.ringfence.engine.feature;

/**
 * Keltner channel: middle is the EMA of closes, upper and lower lie k ATRs away. Ready when both are: with bar max(n, atr +
 * 1). Source: Raschke's form of Keltner, "How to Make Money in Commodities", 1960.
 */
final class KeltnerChannel extends Feature {
    private final double ranges;
    private final Smoothing middle;
    private final Atr atr;

    KeltnerChannel(final int length, final int atrLength, final double ranges) {
        super(
                1,
                Column.price("upper", Math.max(length, atrLength + 1)),
                Column.price("middle", Math.max(length, atrLength + 1)),
                Column.price("lower", Math.max(length, atrLength + 1)));
        this.ranges = ranges;
        middle = Smoothing.exponential(layout(), length);
        atr = new Atr(layout(), atrLength);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        middle.update(state, at, bars.close(0));
        atr.update(state, at, bars);
        if (middle.isReady(state, at) && atr.isReady(state, at)) {
            final double half = ranges * atr.value(state, at);
            set(state, at, 0, middle.value(state, at) + half);
            set(state, at, 1, middle.value(state, at));
            set(state, at, 2, middle.value(state, at) - half);
        }
    }
}
