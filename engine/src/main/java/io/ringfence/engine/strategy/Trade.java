package io.ringfence.engine.strategy;

/** A trade of the market, in the instrument's units. Valid during the call. */
public interface Trade {
    long price();

    long quantity();

    /** Whether the taker bought. */
    boolean takerBuys();
}
