package io.ringfence.benchmarks;

import io.ringfence.benchmarks.SnapshotCopyBenchmark.Saved;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What the stop of a lane for a snapshot of 400 instruments costs its thread, beside how long it takes by the clock: on a busy machine
 * the difference is time for which the system ran something else. A main class; run from the repository's folder.
 */
public final class SnapshotCopyTimes {
    private static final List<String> STAGES = List.of("portfolio", "indicators", "signals", "stops", "orders");
    private static final int WARM_UP = 2_000;
    private static final int COPIES = 20_000;
    private static final double NS_PER_US = 1_000;

    private SnapshotCopyTimes() {}

    public static void main(final String[] arguments) {
        final SnapshotCopyBenchmark benchmark = new SnapshotCopyBenchmark();
        final ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        for (final String stage : STAGES) {
            final Saved saved = Saved.of(stage);
            final Histogram wall = new Histogram(3);
            final Histogram cpu = new Histogram(3);
            for (int copy = 0; copy < WARM_UP + COPIES; copy++) {
                saved.finish();
                final long cpuNanos = thread.getCurrentThreadCpuTime();
                final long wallNanos = System.nanoTime();
                benchmark.stop(saved);
                final long wallTook = System.nanoTime() - wallNanos;
                final long cpuTook = thread.getCurrentThreadCpuTime() - cpuNanos;
                if (copy >= WARM_UP) {
                    wall.recordValue(wallTook);
                    cpu.recordValue(cpuTook);
                }
            }
            System.out.println(stage + "  by the clock " + text(wall) + "  of the thread " + text(cpu));
        }
    }

    private static String text(final Histogram times) {
        return String.format(
                "p50 %.0f p99 %.0f p99.9 %.0f max %.0f us",
                times.getValueAtPercentile(50) / NS_PER_US,
                times.getValueAtPercentile(99) / NS_PER_US,
                times.getValueAtPercentile(99.9) / NS_PER_US,
                times.getMaxValue() / NS_PER_US);
    }
}
