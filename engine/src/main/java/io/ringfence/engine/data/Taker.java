package io.ringfence.engine.data;

/** Who took liquidity in a trade. */
public enum Taker {
    BOUGHT,
    SOLD,
    /** The file doesn't tell. */
    UNKNOWN
}
