package io.ringfence.engine.config;

/** What a recovery does whose decisions are not the recorded ones, or whose build or configuration is another. */
public enum OnDivergence {
    /** The engine doesn't start. */
    REFUSE,
    /** It starts, guards what is open, and enters nothing until an operator resumes entries. */
    SIGNALS_OFF,
    /** It says so and goes on. */
    CONTINUE
}
