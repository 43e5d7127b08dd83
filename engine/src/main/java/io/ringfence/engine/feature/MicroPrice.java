package io.ringfence.engine.feature;

/**
 * Micro-price: bid and ask weighted by the other side's quantity, {@code (bid x askQuantity + ask x bidQuantity) / sum}, of the
 * latest quote; deviation_bps is its distance from the middle. Ready while the quote has both sides. Source: Gatheral and
 * Oomen, "Zero-intelligence realized variance estimation", Finance and Stochastics 14, 2010.
 */
final class MicroPrice extends QuoteFeature {
    MicroPrice() {
        super(Column.price("price", 0), Column.plain("deviation_bps", 0));
    }

    @Override
    void set(final double[] state, final int at, final LatestQuote quote) {
        final double deviation = quote.spread(state, at) / 2 * quote.imbalance(state, at);
        set(state, at, 0, quote.middle(state, at) + deviation);
        set(state, at, 1, quote.basisPoints(state, at, deviation));
    }
}
