package io.ringfence.engine.config;

/** What a lane does while there is nothing to do. */
public enum Idle {
    /** Burns its core; the fastest, and only right with a core of its own. */
    SPIN,
    /** Looks some hundred times, then offers its core to others; under 1 us slower. A lane with sockets blocks instead. */
    YIELD,
    /** Waits to be woken, by the publisher of the next event or by its sockets; about 10 us slower, which the publisher pays, too. */
    BLOCK,
    /** Naps for some tens of us; for machines that do other things too. A lane with sockets blocks instead. */
    SLEEP
}
