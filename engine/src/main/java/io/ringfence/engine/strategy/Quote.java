package io.ringfence.engine.strategy;

/** Best bid and ask, in the instrument's units; 0 for an empty side. Valid during the call. */
public interface Quote {
    long bid();

    long bidQuantity();

    long ask();

    long askQuantity();
}
