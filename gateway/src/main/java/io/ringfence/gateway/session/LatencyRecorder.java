package io.ringfence.gateway.session;

/** Takes the time from a frame received to the order written that it caused. Called on the orders loop. */
@FunctionalInterface
public interface LatencyRecorder {
    void record(long nanos);
}
