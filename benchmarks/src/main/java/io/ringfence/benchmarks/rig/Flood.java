package io.ringfence.benchmarks.rig;

/**
 * What a subject took when it got all it could take.
 *
 * @param perSecond   events, from the first offered to the last done
 * @param waitedShare of the time that its busy threads together waited for a core
 */
public record Flood(double perSecond, double waitedShare) {
    /** Waiting more than this, it says how busy the machine was, not how fast the subject is. */
    private static final double MOST_WAITED = 0.05;

    public boolean isBelievable() {
        return waitedShare <= MOST_WAITED;
    }
}
