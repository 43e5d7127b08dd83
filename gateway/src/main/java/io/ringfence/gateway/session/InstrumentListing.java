package io.ringfence.gateway.session;

/**
 * A symbol as {@code exchangeInfo} lists it. Numbers are the venue's own text, whose printed decimals are the
 * instrument's scales; "0" where the venue states no bound.
 *
 * @param multiplierUp   highest price over the mark price (PERCENT_PRICE)
 * @param multiplierDown lowest price over the mark price
 * @param contractType {@code PERPETUAL} and the like; empty on spot
 */
public record InstrumentListing(
        String symbol,
        String status,
        String contractType,
        String baseAsset,
        String quoteAsset,
        String tickSize,
        String stepSize,
        String minQuantity,
        String maxQuantity,
        String minNotional,
        String multiplierUp,
        String multiplierDown) {}
