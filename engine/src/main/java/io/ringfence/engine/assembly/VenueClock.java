package io.ringfence.engine.assembly;

import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.RestException;
import java.util.concurrent.TimeUnit;

/**
 * The venue's clock, as far as it is known here: engine time and the offset that was measured last. Requests carry its
 * time, since a venue refuses those that seem late or early. Any thread.
 */
final class VenueClock implements EngineClock {
    /** Of so many measurements the one with the shortest round trip counts; the first pays for the connection. */
    static final int ROUNDS = 5;

    /** A clock that shows whole milliseconds is half of one behind on average. */
    private static final long HALF_MS_NS = 500_000;

    private final EngineClock clock;
    private volatile long offsetNs;

    VenueClock(final EngineClock clock) {
        this.clock = clock;
    }

    @Override
    public long timeNs() {
        return clock.timeNs() + offsetNs;
    }

    /** Venue minus engine clock, ns; 0 until measured. */
    long offsetNs() {
        return offsetNs;
    }

    /** Asks the venue for its time. Blocks. */
    void measure(final RestClient rest) throws RestException, InterruptedException {
        long shortestNs = Long.MAX_VALUE;
        long measuredNs = 0;
        for (int round = 0; round < ROUNDS; round++) {
            final long sentNs = clock.timeNs();
            final long venueNs = TimeUnit.MILLISECONDS.toNanos(rest.timeMs()) + HALF_MS_NS;
            final long tripNs = clock.timeNs() - sentNs;
            if (tripNs < shortestNs) {
                shortestNs = tripNs;
                measuredNs = venueNs - (sentNs + tripNs / 2);
            }
        }
        offsetNs = measuredNs;
    }
}
