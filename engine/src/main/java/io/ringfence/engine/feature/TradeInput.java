package io.ringfence.engine.feature;

/** A feature that listens to trades. */
interface TradeInput {
    /** Takes a trade; price and quantity in their units, {@code takerBuys} whether it lifted the ask. */
    void onTrade(double[] state, int at, double price, double quantity, boolean takerBuys);
}
