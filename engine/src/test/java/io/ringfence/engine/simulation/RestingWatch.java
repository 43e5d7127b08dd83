package io.ringfence.engine.simulation;

import java.util.Arrays;

/**
 * Stops at the venue. Safety: one that is decided lies behind the engine's stop, for all that is held. Liveness, when nothing goes
 * wrong any more: no position for long without one that covers it, none for long without its position.
 */
final class RestingWatch {
    /** An exit may be under way, an answer be waited for, the next one wait for its turn. */
    private static final long PATIENCE_NS = 12 * SimulatedTime.SECOND;

    private static final long NEVER = Long.MAX_VALUE;

    private final Violations violations;
    private final SimulatedTime time;
    private final StopWatch stops;
    private final boolean wanted;
    private final long largest;
    private final long[] missingSince;
    private final long[] leftSince;
    private SimulatedVenue venue;
    private long placed;

    /**
     * @param wanted  whether the profile has them
     * @param largest quantity of one order
     */
    RestingWatch(
            final Violations violations,
            final SimulatedTime time,
            final StopWatch stops,
            final int instruments,
            final boolean wanted,
            final long largest) {
        this.violations = violations;
        this.time = time;
        this.stops = stops;
        this.wanted = wanted;
        this.largest = largest;
        missingSince = new long[instruments + 1];
        leftSince = new long[instruments + 1];
        Arrays.fill(missingSince, NEVER);
        Arrays.fill(leftSince, NEVER);
    }

    void placed(final int instrument, final int side, final long trigger, final long quantity, final long stop) {
        placed++;
        violations.require(wanted, "stop", "instrument " + instrument + " gets a stop at the venue that nobody wants");
        violations.require(
                side * (trigger - stop) > 0 && trigger > 0,
                "stop",
                "instrument " + instrument + ": a stop at the venue at " + trigger + " isn't behind the engine's at "
                        + stop);
        final long position = stops.position(instrument);
        violations.require(
                side * position < 0 && quantity >= Math.min(Math.abs(position), largest),
                "stop",
                "instrument " + instrument + ": a stop at the venue of " + side * quantity + " for a position of "
                        + position);
    }

    /** From now on what is missing must come, and what is left must go. */
    void watch(final SimulatedVenue venue) {
        this.venue = venue;
    }

    /** Called now and then. */
    void look() {
        if (venue == null) {
            return;
        }
        for (int i = 1; i < missingSince.length; i++) {
            missingSince[i] = wanted && venue.isMissing(i) ? Math.min(missingSince[i], time.timeNs()) : NEVER;
            leftSince[i] = venue.isLeft(i) ? Math.min(leftSince[i], time.timeNs()) : NEVER;
            check(i, missingSince[i], "is held without a stop at the venue");
            check(i, leftSince[i], "has a stop at the venue without its position");
        }
    }

    /** Builds its text only for a violation: it is called all the time. */
    private void check(final int instrument, final long sinceNs, final String what) {
        if (sinceNs != NEVER && time.timeNs() - sinceNs >= PATIENCE_NS) {
            violations.add(
                    "L2",
                    "instrument " + instrument + " " + what + " for " + (time.timeNs() - sinceNs) / SimulatedTime.MS
                            + " ms: " + venue.resting());
        }
    }

    /** So far. */
    long placedCount() {
        return placed;
    }
}
