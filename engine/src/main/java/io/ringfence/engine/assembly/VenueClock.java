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
    /** By how much the offset was wrong at most when it was measured. */
    private long errorNs = Long.MAX_VALUE;

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

    /**
     * Asks the venue for its time. Blocks. An answer was given some time during its trip, so an offset is off by half of that at most: one that is
     * measured over a slow line takes the place of another only if it proves that wrong.
     */
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
        take(measuredNs, shortestNs / 2 + HALF_MS_NS);
    }

    private synchronized void take(final long measuredNs, final long measuredErrorNs) {
        if (measuredErrorNs <= errorNs || Math.abs(measuredNs - offsetNs) > measuredErrorNs) {
            offsetNs = measuredNs;
            errorNs = measuredErrorNs;
        }
    }
}
