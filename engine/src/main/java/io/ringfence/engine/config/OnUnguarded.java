package io.ringfence.engine.config;

/** What becomes of a position that isn't guarded in time after a start. */
public enum OnUnguarded {
    ALARM,
    FLATTEN
}
