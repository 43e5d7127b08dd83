package io.ringfence.engine.simulation;

import io.ringfence.gateway.clock.EngineClock;

/** The one clock of a seed. */
final class SimulatedTime implements EngineClock {
    static final long US = 1_000L;
    static final long MS = 1_000_000L;
    static final long SECOND = 1_000_000_000L;
    static final long START = 1_700_000_000L * SECOND;

    private long nowNs = START;

    @Override
    public long timeNs() {
        return nowNs;
    }

    void advanceTo(final long timeNs) {
        nowNs = Math.max(nowNs, timeNs);
    }

    /** As the venue writes times: to the millisecond. */
    long venueTimeNs() {
        return nowNs / MS * MS;
    }
}
