package io.ringfence.gateway.binance;

/** Why a well-formed message, or a part of one, made no event. */
public enum SkipReason {
    /** The answer to a subscription or another control request. */
    CONTROL_ANSWER("control answer"),
    /** A control request was refused. */
    CONTROL_REFUSED("control request refused"),
    /** An event type that no stage wants; {@link DecodeCounters#unwantedTypes} says which. */
    UNWANTED_TYPE("unwanted event type"),
    /** Neither an event nor an answer. */
    UNKNOWN_SHAPE("unknown shape"),
    /** The venue is about to cut the connection. */
    SERVER_SHUTDOWN("server shutdown"),
    /** A symbol that isn't in the directory. */
    UNKNOWN_SYMBOL("unknown symbol"),
    /** USD-M: liquidation fund, deleveraging and the like; a "trade" that no taker made. */
    NOT_A_MARKET_TRADE("not a market trade"),
    /** A trade without price or quantity. */
    EMPTY_TRADE("empty trade"),
    /** A fixed number of best levels, which isn't an update of a book. */
    PARTIAL_DEPTH("partial depth"),
    /** A candle of a month, which has no fixed length. */
    UNWANTED_TIMEFRAME("unwanted timeframe"),
    /** A position of hedge mode, which the engine refuses at start. */
    HEDGE_POSITION("hedge position"),
    /** A fee in another asset than the account's; the report was taken with a fee of 0. */
    FOREIGN_FEE("fee in another asset");

    private final String label;

    SkipReason(final String label) {
        this.label = label;
    }

    /** For reports. */
    public String label() {
        return label;
    }
}
