package io.ringfence.engine.config;

/** Which price of the venue's fires a disaster stop. */
public enum DisasterTrigger {
    MARK,
    LAST
}
