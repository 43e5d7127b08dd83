package io.ringfence.benchmarks.rig;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What an operation costs the thread that does it: its CPU time, which doesn't count what others take, and the bytes that
 * it allocates, by the JVM's own account.
 *
 * @param nanos per operation
 * @param bytes per operation
 */
public record OwnCost(double nanos, double bytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** @param operations that {@code work} does */
    public static OwnCost of(final Runnable work, final long operations) {
        final long first = THREADS.getCurrentThreadAllocatedBytes();
        THREADS.getCurrentThreadCpuTime();
        THREADS.getCurrentThreadCpuTime();
        final long bytes = THREADS.getCurrentThreadAllocatedBytes();
        final long ofAsking = bytes - first;
        final long nanos = THREADS.getCurrentThreadCpuTime();
        work.run();
        final long tookNanos = THREADS.getCurrentThreadCpuTime() - nanos;
        final long took = THREADS.getCurrentThreadAllocatedBytes() - bytes - ofAsking;
        return new OwnCost((double) tookNanos / operations, (double) took / operations);
    }

    /** The cheaper of two: what disturbs only adds. */
    public OwnCost best(final OwnCost other) {
        return new OwnCost(Math.min(nanos, other.nanos), Math.min(bytes, other.bytes));
    }
}
