package io.ringfence.engine.feature;

/**
 * Taker imbalance, -1 to 1: what takers bought less what they sold, over the volume of the last n bars; 0 without volume.
 * Ready with bar n if the source tells who took. Source: order flow imbalance; Easley, Lopez de Prado, O'Hara, "Flow
 * toxicity and liquidity in a high-frequency world", Review of Financial Studies 25, 2012.
 */
final class TakerImbalance extends Feature {
    private final int length;
    private final ExactSum bought;
    private final ExactSum volume;
    private final KnownRun known;

    TakerImbalance(final int length) {
        super(length, Column.plain("", length));
        this.length = length;
        bought = new ExactSum(layout());
        volume = new ExactSum(layout());
        known = new KnownRun(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        final double entering = known.update(state, at, bars.takerBuyVolume(0));
        bought.slide(state, at, entering, KnownRun.orZero(bars.takerBuyVolume(length)));
        volume.slide(state, at, bars.volume(0), bars.volume(length));
        if (known.covers(state, at, length)) {
            final double all = volume.value(state, at);
            set(state, at, 0, all == 0 ? 0 : (2 * bought.value(state, at) - all) / all);
        }
    }
}
