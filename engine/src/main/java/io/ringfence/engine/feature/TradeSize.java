package io.ringfence.engine.feature;

/**
 * Mean quantity of a trade over the last n bars. Ready with bar n if the source tells how many trades there were, but not
 * while there were none. Source: a mean.
 */
final class TradeSize extends Feature {
    private final int length;
    private final ExactSum volume;
    private final ExactSum trades;
    private final KnownRun known;

    TradeSize(final int length) {
        super(length, Column.quantity("", length));
        this.length = length;
        volume = new ExactSum(layout());
        trades = new ExactSum(layout());
        known = new KnownRun(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        final double entering = known.update(state, at, bars.tradeCount(0));
        trades.slide(state, at, entering, KnownRun.orZero(bars.tradeCount(length)));
        volume.slide(state, at, bars.volume(0), bars.volume(length));
        if (known.covers(state, at, length)) {
            set(state, at, 0, volume.value(state, at) / trades.value(state, at));
        }
    }
}
