package io.ringfence.engine.feature;

/** What follows from the latest quote when a bar closes; ready while that has both sides. */
abstract class QuoteFeature extends Feature implements QuoteInput {
    private final LatestQuote quote;

    QuoteFeature(final Column... columns) {
        super(NO_BARS, columns);
        quote = new LatestQuote(layout());
    }

    /** Sets the values of a quote with both sides. */
    abstract void set(double[] state, int at, LatestQuote quote);

    @Override
    public final void onQuote(
            final double[] state,
            final int at,
            final double bid,
            final double bidQuantity,
            final double ask,
            final double askQuantity) {
        quote.update(state, at, bid, bidQuantity, ask, askQuantity);
    }

    @Override
    final void update(final double[] state, final int at, final Bars bars) {
        if (quote.isWhole(state, at)) {
            set(state, at, quote);
        }
    }
}
