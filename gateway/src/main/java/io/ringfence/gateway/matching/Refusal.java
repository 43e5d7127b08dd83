package io.ringfence.gateway.matching;

/** Why the model refuses a request, with the code and the words of Binance USD-M. */
public enum Refusal {
    UNKNOWN_ORDER(-2011, "Unknown order sent."),
    MARGIN_INSUFFICIENT(-2019, "Margin is insufficient."),
    NOTHING_TO_FILL_AGAINST(-2020, "Unable to fill."),
    WOULD_TRIGGER(-2021, "Order would immediately trigger."),
    REDUCE_ONLY(-2022, "ReduceOnly Order is rejected."),
    TOO_MANY_OPEN_ORDERS(-2025, "Reach max open order limit."),
    QUANTITY_NOT_POSITIVE(-4003, "Quantity less than or equal to zero."),
    QUANTITY_BELOW_MINIMUM(-4004, "Quantity less than min quantity."),
    QUANTITY_ABOVE_MAXIMUM(-4005, "Quantity greater than max quantity."),
    PRICE_BELOW_MINIMUM(-4013, "Price less than min price."),
    PRICE_OFF_TICK(-4014, "Price not increased by tick size."),
    PRICE_ABOVE_BAND(-4016, "Price is higher than mark price multiplier cap."),
    QUANTITY_OFF_STEP(-4023, "Quantity not increased by step size."),
    PRICE_BELOW_BAND(-4024, "Price is lower than mark price multiplier floor."),
    TOO_MANY_ALGO_ORDERS(-4045, "Reach max stop order limit."),
    CLIENT_ORDER_ID_DUPLICATED(-4116, "ClientOrderId is duplicated."),
    BEST_PRICE_OUTSIDE_BAND(-4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit."),
    HALTED(-4140, "Invalid symbol status for opening position."),
    NOTIONAL_BELOW_MINIMUM(-4164, "Order's notional is below the minimum (unless you choose reduce only)."),
    FILL_OR_KILL(
            -5021,
            "Due to the order could not be filled immediately, the FOK order has been rejected. "
                    + "The order will not be recorded in the order history."),
    POST_ONLY(
            -5022,
            "Due to the order could not be executed as maker, the Post Only order will be rejected. "
                    + "The order will not be recorded in the order history.");

    private static final int SPOT_FILTER = -1013;
    private static final int SPOT_REFUSED = -2010;

    private final int code;
    private final String message;

    Refusal(final int code, final String message) {
        this.code = code;
        this.message = message;
    }

    /** The code that Binance spot has for it, negative. */
    public int spotCode() {
        return switch (this) {
            case UNKNOWN_ORDER -> code;
            case QUANTITY_NOT_POSITIVE,
                    QUANTITY_BELOW_MINIMUM,
                    QUANTITY_ABOVE_MAXIMUM,
                    QUANTITY_OFF_STEP,
                    PRICE_BELOW_MINIMUM,
                    PRICE_OFF_TICK,
                    PRICE_ABOVE_BAND,
                    PRICE_BELOW_BAND,
                    BEST_PRICE_OUTSIDE_BAND,
                    NOTIONAL_BELOW_MINIMUM,
                    TOO_MANY_OPEN_ORDERS,
                    TOO_MANY_ALGO_ORDERS -> SPOT_FILTER;
            default -> SPOT_REFUSED;
        };
    }

    /** The words that come with {@link #spotCode}. */
    public String spotMessage() {
        return switch (this) {
            case MARGIN_INSUFFICIENT, REDUCE_ONLY -> "Account has insufficient balance for requested action.";
            case HALTED -> "Market is closed.";
            case WOULD_TRIGGER -> "Order would trigger immediately.";
            case CLIENT_ORDER_ID_DUPLICATED -> "Duplicate order sent.";
            case POST_ONLY -> "Order would immediately match and take.";
            case NOTHING_TO_FILL_AGAINST, FILL_OR_KILL ->
                "Order book liquidity is less than LOT_SIZE filter minimum quantity.";
            case PRICE_BELOW_MINIMUM, PRICE_OFF_TICK -> "Filter failure: PRICE_FILTER";
            case PRICE_ABOVE_BAND, PRICE_BELOW_BAND, BEST_PRICE_OUTSIDE_BAND -> "Filter failure: PERCENT_PRICE_BY_SIDE";
            case NOTIONAL_BELOW_MINIMUM -> "Filter failure: NOTIONAL";
            case TOO_MANY_OPEN_ORDERS -> "Filter failure: MAX_NUM_ORDERS";
            case TOO_MANY_ALGO_ORDERS -> "Filter failure: MAX_NUM_ALGO_ORDERS";
            case UNKNOWN_ORDER -> message;
            default -> "Filter failure: LOT_SIZE";
        };
    }

    /** The venue's error code, negative. */
    public int code() {
        return code;
    }

    public String message() {
        return message;
    }
}
