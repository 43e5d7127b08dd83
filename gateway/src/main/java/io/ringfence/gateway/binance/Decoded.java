package io.ringfence.gateway.binance;

/** What decoders count as taken; a depth update counts once, however many parts it makes. */
public enum Decoded {
    TRADE,
    QUOTE,
    MARK_PRICE,
    CANDLE,
    DEPTH,
    EXECUTION_REPORT,
    ALGO_REPORT,
    BALANCE,
    BALANCE_CHANGE,
    VENUE_POSITION,
    ORDER_ANSWER,
    REQUEST_ANSWER
}
