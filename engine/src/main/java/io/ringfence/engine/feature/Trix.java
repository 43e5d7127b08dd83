package io.ringfence.engine.feature;

/**
 * TRIX: percent by which the triple EMA of closes changed since the bar before. Ready with bar 3n - 1. Source: Hutson,
 * "Good TRIX", Stocks & Commodities 1, 1983.
 */
final class Trix extends Feature {
    private final EmaChain chain;
    private final int previous;

    Trix(final int length) {
        super(0, Column.plain("", 3 * length - 1));
        chain = new EmaChain(layout(), length, length, length);
        previous = layout().take(1);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        chain.update(state, at, bars.close(0));
        if (!chain.isReady(state, at)) {
            return;
        }
        final double before = state[at + previous];
        state[at + previous] = chain.last(state, at);
        if (before != 0) {
            set(state, at, 0, 100 * (state[at + previous] / before - 1));
        }
    }
}
