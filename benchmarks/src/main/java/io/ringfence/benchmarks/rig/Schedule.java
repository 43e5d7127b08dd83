package io.ringfence.benchmarks.rig;

import java.util.Arrays;

/**
 * When each event is due, fixed before the first is sent: whoever is late finds the next one due already, and its wait
 * counts. Events come in blocks with a pause between them, in which the scheduler's counters are read. Immutable.
 */
public final class Schedule {
    /** Long enough to hold events at low rates, short enough to be undisturbed now and then. */
    public static final long BLOCK_NS = 2_000_000;

    /** For reading counters; not so long that a core falls asleep. */
    public static final long PAUSE_NS = 100_000;

    private static final long SECOND_NS = 1_000_000_000L;

    private final long[] offsetsNs;
    private final int eventsPerBlock;

    private Schedule(final long[] offsetsNs, final int eventsPerBlock) {
        this.offsetsNs = offsetsNs;
        this.eventsPerBlock = eventsPerBlock;
    }

    /**
     * Evenly spaced events.
     *
     * @param perSecond within a block, 1 to 1e9
     * @param blocks    1 and up
     */
    public static Schedule steady(final long perSecond, final int blocks) {
        if (perSecond < 1 || perSecond > SECOND_NS || blocks < 1) {
            throw new IllegalArgumentException("perSecond=" + perSecond + " blocks=" + blocks + ": out of range");
        }
        final int perBlock = (int) Math.max(1, perSecond * BLOCK_NS / SECOND_NS);
        final long[] offsets = new long[perBlock * blocks];
        for (int i = 0; i < offsets.length; i++) {
            final long block = i / perBlock;
            offsets[i] = block * (BLOCK_NS + PAUSE_NS) + i % perBlock * SECOND_NS / perSecond;
        }
        return new Schedule(offsets, perBlock);
    }

    /**
     * A recorded stretch again and again, a block each time.
     *
     * @param arrivalsNs when its events came, never decreasing
     * @param gapNs      between two repetitions
     */
    public static Schedule repeated(final long[] arrivalsNs, final long gapNs, final int blocks) {
        final int perBlock = arrivalsNs.length;
        final long periodNs = arrivalsNs[perBlock - 1] - arrivalsNs[0] + gapNs;
        final long[] offsets = new long[perBlock * blocks];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = i / perBlock * periodNs + arrivalsNs[i % perBlock] - arrivalsNs[0];
        }
        return new Schedule(offsets, perBlock);
    }

    public int events() {
        return offsetsNs.length;
    }

    public int eventsPerBlock() {
        return eventsPerBlock;
    }

    public int blocks() {
        return offsetsNs.length / eventsPerBlock;
    }

    /** When event {@code index} is due, ns after the start. */
    public long offsetNs(final int index) {
        return offsetsNs[index];
    }

    /** From the first event to the last, ns. */
    public long lengthNs() {
        return offsetsNs[offsetsNs.length - 1];
    }

    @Override
    public String toString() {
        return "events=" + events() + " first=" + Arrays.toString(Arrays.copyOf(offsetsNs, Math.min(3, events())));
    }
}
