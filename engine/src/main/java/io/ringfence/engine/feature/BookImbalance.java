package io.ringfence.engine.feature;

/**
 * Imbalance at the top of the book, -1 to 1: bid less ask quantity over their sum, of the latest quote. Ready while that has
 * both sides. Source: Cont, Kukanov, Stoikov, "The price impact of order book events", Journal of Financial Econometrics
 * 12, 2014.
 */
final class BookImbalance extends QuoteFeature {
    BookImbalance() {
        super(Column.plain("", 0));
    }

    @Override
    void set(final double[] state, final int at, final LatestQuote quote) {
        set(state, at, 0, quote.imbalance(state, at));
    }
}
