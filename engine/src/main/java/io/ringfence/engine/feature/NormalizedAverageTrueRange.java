package io.ringfence.engine.feature;

/** NATR: the {@link AverageTrueRange} in percent of the close. Ready with bar n + 1. Source: Forman, Stocks & Commodities 24, 2006. */
final class NormalizedAverageTrueRange extends Feature {
    private final Atr atr;

    NormalizedAverageTrueRange(final int length) {
        super(1, Column.plain("", length + 1));
        atr = new Atr(layout(), length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        atr.update(state, at, bars);
        if (atr.isReady(state, at)) {
            set(state, at, 0, 100 * atr.value(state, at) / bars.close(0));
        }
    }
}
