package io.ringfence.gateway.clock;

/** Engine time: ns since 1970-01-01 UTC, never decreasing. Read by the inbound thread and by order encoders; no stage. */
public interface EngineClock {
    long timeNs();
}
