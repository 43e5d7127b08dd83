package io.ringfence.benchmarks.rig;

/**
 * How late each event of a slice was done, by its place in the schedule; written by the thread of the last stage, read when
 * that says it is through. Memory is taken and touched at the start.
 */
public final class Latencies {
    private final long[] nanos;
    private int count;

    public Latencies(final int capacity) {
        nanos = new long[capacity];
    }

    /** Called before a slice. */
    public void clear() {
        count = 0;
    }

    /** Events come in order; those beyond the capacity are not kept. Called from the last stage's thread. */
    public void add(final long latencyNanos) {
        if (count < nanos.length) {
            nanos[count] = latencyNanos;
            count++;
        }
    }

    public int count() {
        return count;
    }

    public long nanos(final int index) {
        return nanos[index];
    }
}
