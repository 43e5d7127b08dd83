package io.ringfence.gateway.matching;

/** Why an order, or the rest of it, went without being cancelled; the codes of the field {@code er} of USD-M reports. */
public enum ExpiryReason {
    NONE(0),
    /** Remainder of an immediate-or-cancel order. */
    IMMEDIATE_OR_CANCEL(2),
    /** A reduce-only order that has nothing left to reduce. */
    REDUCE_ONLY(4),
    /** The account was liquidated. */
    LIQUIDATION(5),
    /** Remainder of a market order for which the modelled liquidity was not enough. */
    MARKET_REMAINDER(9);

    private final int code;

    ExpiryReason(final int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
