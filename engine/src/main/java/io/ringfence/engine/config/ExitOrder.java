package io.ringfence.engine.config;

/** What an exit is sent as; it only reduces, whichever it is. */
public enum ExitOrder {
    MARKET,
    /** A limit that takes what there is inside the collar, at once; what is left is tried again. */
    LIMIT_IOC
}
