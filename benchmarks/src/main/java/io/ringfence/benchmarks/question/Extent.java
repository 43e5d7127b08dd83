package io.ringfence.benchmarks.question;

/**
 * How long a run may take.
 *
 * @param name       quick or full
 * @param pairs      of slices, anchor and engine, per comparison
 * @param blocks     of a slice, 2 ms each
 * @param floodMs    a saturated run
 * @param warmUps    slices before anything counts
 * @param pauseBytes appended when pauses are looked for
 * @param limitS     after so long the run ends with what it has
 */
record Extent(String name, int pairs, int blocks, int floodMs, int warmUps, long pauseBytes, int limitS) {
    /** Shows that everything runs; its figures mean nothing. */
    static final Extent SMOKE = new Extent("smoke", 2, 10, 100, 1, 96L << 20, 300);

    static final Extent QUICK = new Extent("quick", 5, 120, 1_000, 3, 768L << 20, 330);
    static final Extent FULL = new Extent("full", 11, 500, 5_000, 6, 4L << 30, 3_600);

    boolean isFull() {
        return this == FULL;
    }
}
