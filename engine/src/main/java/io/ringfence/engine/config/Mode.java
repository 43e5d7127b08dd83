package io.ringfence.engine.config;

/** What happens to a decided order. */
public enum Mode {
    /** The matching model answers; nothing leaves the host. */
    PAPER,
    /** Decided, recorded, never sent. */
    SHADOW,
    /** Sent to the venue; must be said in the configuration and on the command line. */
    LIVE
}
