package io.ringfence.engine.config;

/** Which prices a stop is checked against. */
public enum StopTrigger {
    /** Where the position could be closed: the bid of a long, the ask of a short. */
    QUOTE,
    /** Market trades. */
    TRADE,
    /** The venue's mark price. */
    MARK
}
