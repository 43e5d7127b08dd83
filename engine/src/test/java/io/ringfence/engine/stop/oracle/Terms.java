package io.ringfence.engine.stop.oracle;

/**
 * What the rules need to know of an instrument.
 *
 * @param tick price units
 * @param lot  quantity units
 */
record Terms(int priceScale, int quantityScale, long tick, long lot) {}
