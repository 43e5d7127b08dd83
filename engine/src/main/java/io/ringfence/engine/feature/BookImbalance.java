package io.ringfence.engine.feature;

/**
 * Imbalance at the top of the book, -1 to 1: bid less ask quantity over their sum, of the latest quote. Ready while that has
 * both sides. Source: Cont, Kukanov, Stoikov, "The price impact of order book events", Journal of Financial Econometrics
 * 12, 2014.
 */
final class BookImbalance extends Feature implements QuoteInput {
    private final LatestQuote quote;

    BookImbalance() {
        super(0, Column.plain("", 0));
        quote = new LatestQuote(layout());
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
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        if (quote.isWhole(state, at)) {
            set(state, at, 0, quote.imbalance(state, at));
        }
    }
}
