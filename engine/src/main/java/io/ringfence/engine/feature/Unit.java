package io.ringfence.engine.feature;

/** What a value counts in; decides how its mantissa becomes a decimal. */
public enum Unit {
    /** Price units: divide by {@code 10^priceScale}. */
    PRICE,
    /** Quantity units: divide by {@code 10^quantityScale}. */
    QUANTITY,
    /** Price units times quantity units. */
    VALUE,
    /** Neither: a ratio, a percentage, a count, a flag. */
    PLAIN
}
