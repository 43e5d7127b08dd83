package io.ringfence.engine.config;

/** Whose time is engine time. */
public enum ClockKind {
    /** The host's clock. */
    SYSTEM,
    /** The clock of a played market, which the venue sends. */
    PLAYED
}
