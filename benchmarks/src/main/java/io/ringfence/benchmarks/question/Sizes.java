package io.ringfence.benchmarks.question;

/** What several questions agree on. */
final class Sizes {
    /** Slots, as the engine's configuration has them. */
    static final int RING = 4096;

    /** The highest rate of a schedule, events a second. */
    static final long MOST_RATE = 2_000_000;

    /** Events of the longest slice. */
    static final int MOST_EVENTS = 4_000_000;

    private Sizes() {}

    /** So many instruments, as goals and rows say it. */
    static String instruments(final int count) {
        return count + (count == 1 ? " instrument" : " instruments");
    }
}
