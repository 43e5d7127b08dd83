package io.ringfence.benchmarks.rig;

import org.HdrHistogram.Histogram;

/**
 * What came of one schedule on one subject. A block is clean if no busy thread waited for a core in it, nor the one before
 * it ran into it.
 *
 * @param subject      its name
 * @param all          every event, ns
 * @param clean        those of clean blocks, ns
 * @param blocks       of the schedule
 * @param cleanBlocks  of these
 * @param hop          the ping-pong beside it
 */
public record Slice(String subject, Histogram all, Histogram clean, int blocks, int cleanBlocks, PingPong.Result hop) {
    /** More waiting than this taints a block of threads that have their cores for themselves. */
    public static final long MOST_WAITED_NS = 5_000;

    /** Beyond this a latency is only said to be at least this. */
    static final long HIGHEST_NS = 60_000_000_000L;

    private static final int DIGITS = 3;

    static Histogram histogram() {
        return new Histogram(1, HIGHEST_NS, DIGITS);
    }

    /**
     * Sorts latencies by block.
     *
     * @param waitedNs    by block, of all busy threads together
     * @param toleratedNs more than this taints a block
     */
    static Slice of(
            final String subject,
            final Schedule schedule,
            final Latencies latencies,
            final long[] waitedNs,
            final long toleratedNs,
            final PingPong.Result hop) {
        final Histogram all = histogram();
        final Histogram clean = histogram();
        int cleanBlocks = 0;
        for (int block = 0; block < schedule.blocks(); block++) {
            final boolean isClean = waitedNs[block] <= toleratedNs && !runsOver(schedule, latencies, block - 1);
            cleanBlocks += isClean ? 1 : 0;
            final int first = block * schedule.eventsPerBlock();
            for (int i = first; i < first + schedule.eventsPerBlock(); i++) {
                final long nanos = Math.min(HIGHEST_NS, Math.max(1, latencies.nanos(i)));
                all.recordValue(nanos);
                if (isClean) {
                    clean.recordValue(nanos);
                }
            }
        }
        return new Slice(subject, all, clean, schedule.blocks(), cleanBlocks, hop);
    }

    /** Whether the last event of {@code block} was done after the next block had begun. */
    private static boolean runsOver(final Schedule schedule, final Latencies latencies, final int block) {
        if (block < 0) {
            return false;
        }
        final int next = (block + 1) * schedule.eventsPerBlock();
        return schedule.offsetNs(next - 1) + latencies.nanos(next - 1) > schedule.offsetNs(next);
    }

    public double cleanShare() {
        return (double) cleanBlocks / blocks;
    }

    /** The clean events, or all if fewer than a fifth of the blocks are clean. */
    public Histogram judged() {
        return cleanShare() < Pairs.LEAST_CLEAN ? all : clean;
    }
}
