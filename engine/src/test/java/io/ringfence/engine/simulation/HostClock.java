package io.ringfence.engine.simulation;

import io.ringfence.gateway.clock.EngineClock;

/** The clock of an engine's host, which may be off. Read once at an engine's start, it goes on evenly, as production's does. */
record HostClock(SimulatedTime time, long aheadNs) implements EngineClock {
    /** @param lastNs engine time of the last recorded event, behind which no engine goes back */
    static HostClock of(final SimulatedTime time, final long aheadNs, final long lastNs) {
        return new HostClock(time, Math.max(aheadNs, lastNs - time.timeNs()));
    }

    @Override
    public long timeNs() {
        return time.timeNs() + aheadNs;
    }
}
