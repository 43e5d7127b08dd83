package io.ringfence.engine.config;

/** What a stop of the engine does with open positions. */
public enum OnStop {
    LEAVE_GUARDED,
    FLATTEN
}
