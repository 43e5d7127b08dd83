package io.ringfence.benchmarks.rig;

import java.util.List;

/**
 * What is measured: takes events on the driver's thread, and is done with them on that of its last stage. Begun and ended
 * for every slice, so that no two of them spin at the same time; closed at the end.
 */
public interface Subject extends AutoCloseable {
    String name();

    /** What its busy threads may wait for a core in a block that still counts as clean, ns. */
    default long toleratedNs() {
        return Slice.MOST_WAITED_NS;
    }

    /** Starts its threads, pinned; from now on every event's latency goes into {@code latencies}. */
    void begin(Latencies latencies);

    /** The run queues of its own busy threads, the driver's not among them. Between {@link #begin} and {@link #end}. */
    List<RunQueue> runQueues();

    /**
     * Takes the next event. Called from the driver's thread.
     *
     * @param dueNanos when it should have come, {@link System#nanoTime()}
     * @return false if there is no room yet
     */
    boolean offer(long dueNanos);

    /** What else its inbound thread does between events. */
    default void idle() {}

    /** Events done since {@link #begin} (acquire: their latencies are there). */
    long done();

    /** Stops its threads. */
    void end() throws InterruptedException;

    @Override
    default void close() {}
}
