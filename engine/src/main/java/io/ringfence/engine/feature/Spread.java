package io.ringfence.engine.feature;

/**
 * Spread: ask less bid of the latest quote, in price units and in basis points of the middle; mean_bps is the mean over the
 * quotes since the bar before closed. Ready while the latest quote has both sides; mean_bps if there was such a one. Source:
 * Harris, "Trading and Exchanges", 2003 (quoted spread).
 */
final class Spread extends Feature implements QuoteInput {
    private final LatestQuote quote;
    private final int sum;
    private final int quotes;

    Spread() {
        super(0, Column.price("price", 0), Column.plain("bps", 0), Column.plain("mean_bps", 0));
        quote = new LatestQuote(layout());
        sum = layout().take(1);
        quotes = layout().take(1);
    }

    @Override
    public void onQuote(
            final double[] state,
            final int at,
            final double bid,
            final double bidQuantity,
            final double ask,
            final double askQuantity) {
        quote.update(state, at, bid, bidQuantity, ask, askQuantity);
        if (quote.isWhole(state, at)) {
            state[at + sum] += quote.basisPoints(state, at, quote.spread(state, at));
            state[at + quotes]++;
        }
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        if (quote.isWhole(state, at)) {
            set(state, at, 0, quote.spread(state, at));
            set(state, at, 1, quote.basisPoints(state, at, quote.spread(state, at)));
        }
        if (state[at + quotes] > 0) {
            set(state, at, 2, state[at + sum] / state[at + quotes]);
        }
        state[at + sum] = 0;
        state[at + quotes] = 0;
    }
}
