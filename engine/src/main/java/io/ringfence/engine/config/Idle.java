package io.ringfence.engine.config;

/** What a lane does while there is nothing to do. */
public enum Idle {
    /** Burns its core; the fastest, and only right with a core of its own. */
    SPIN,
    /** Offers its core to others; under 1 us slower. */
    YIELD,
    /** Waits to be woken; about 10 us slower. */
    BLOCK,
    /** Naps for some tens of us; for machines that do other things too. */
    SLEEP
}
