package io.ringfence.engine.stoppath;

/**
 * The position that is led along a price file.
 *
 * @param quantity      signed, not 0
 * @param entryPrice    above 0
 * @param tick          price units, at least 1
 * @param priceScale    decimals of prices
 * @param quantityScale decimals of quantities
 */
public record PathPosition(long quantity, long entryPrice, long tick, int priceScale, int quantityScale) {
    boolean isLong() {
        return quantity > 0;
    }
}
