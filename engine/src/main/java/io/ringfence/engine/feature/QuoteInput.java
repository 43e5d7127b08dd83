package io.ringfence.engine.feature;

/** A feature that listens to the best bid and ask. */
interface QuoteInput {
    /** Takes a quote; a price of 0 is an empty side. */
    void onQuote(double[] state, int at, double bid, double bidQuantity, double ask, double askQuantity);
}
