package io.ringfence.benchmarks.question;

import io.ringfence.benchmarks.report.Goal;
import io.ringfence.benchmarks.report.Section;
import io.ringfence.benchmarks.report.Series;
import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.Median;
import io.ringfence.benchmarks.rig.Ratio;
import io.ringfence.benchmarks.subject.LogUnderTest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;

/** Question 4: the longest pause of an append, and what an append costs. Also durable groups, of question 3. */
final class JournalPauses implements Question {
    private static final int RECORD_BYTES = 96;
    private static final long RATE = 500_000;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long LONG_NS = TimeUnit.MILLISECONDS.toNanos(3);
    /** A shorter append is no pause, whoever's time it is. */
    private static final long SUSPECT_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private static final long SEGMENT_BYTES = 256L << 20;
    private static final long PEER_BYTES = 256L << 20;
    private static final int BATCH = 1_000;
    /** Until both are compiled, on a busy machine, too. */
    private static final int WARM_UPS = 5;

    private static final int GROUP = 1_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final UnsafeBuffer record = new UnsafeBuffer(ByteBuffer.allocateDirect(RECORD_BYTES));

    /** Pauses of one log, by the clock and by the writer's own time. */
    private record Pauses(Histogram wall, long longestCpuNs, long above, long appends) {}

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public void answer(final Bench bench) throws Exception {
        final Section section = new Section(
                "4. The journal's pauses",
                RATE + " appends of " + RECORD_BYTES + " bytes a second, each due at its time; the look at the writer's"
                        + " own CPU time before each is part of the latencies.",
                "log",
                "MiB",
                "p50 ns",
                "p99 ns",
                "p99.99 us",
                "longest us",
                "own time, longest us",
                "appends above 3 ms");
        bench.cores().pin(bench.cores().count() - 1);
        try {
            pauses(bench, section);
            appendCost(bench, section);
            durable(bench, section);
        } finally {
            Cores.release();
        }
        bench.report().add(section);
    }

    private void pauses(final Bench bench, final Section section) {
        final Path folder = bench.folder("pauses");
        final long bytes = bench.extent().pauseBytes();
        final Pauses ours;
        final long waits;
        try (LogUnderTest log =
                opened(() -> LogUnderTest.engine(folder.resolve("engine"), SEGMENT_BYTES, false), bench)) {
            ours = run(log, bytes);
            waits = ((LogUnderTest.EngineLog) log).waits();
            row(section, log, bytes, ours);
        }
        Bench.delete(folder.resolve("engine"));
        section.note("the engine's log, in segments of " + (SEGMENT_BYTES >> 20) + " MiB, waited " + waits + " times");
        bench.report().add(new Series("Append, 500k a second", "the engine's log", ours.wall()));
        bench.report()
                .add(Goal.atMost(
                        "journal, longest append by own CPU time, in units of 3 ms",
                        (double) ours.longestCpuNs() / LONG_NS,
                        1,
                        0.5,
                        ours.longestCpuNs() == 0
                                ? "none took as long as " + SUSPECT_NS / 1_000 + " us"
                                : String.format("%.2f ms of own time", ours.longestCpuNs() / 1e6)));
        final long peerBytes = Math.min(bytes, PEER_BYTES);
        peer(bench, section, () -> LogUnderTest.chronicle(folder.resolve("chronicle")), peerBytes);
        peer(bench, section, () -> LogUnderTest.preTouched(folder.resolve("agrona"), 2 * peerBytes), peerBytes);
        peer(bench, section, () -> LogUnderTest.channel(folder.resolve("channel")), peerBytes / 2);
        peer(bench, section, () -> LogUnderTest.archive(folder.resolve("archive")), peerBytes / 2);
        Bench.delete(folder);
    }

    private void peer(final Bench bench, final Section section, final Opening opening, final long bytes) {
        try (LogUnderTest log = opened(opening, bench)) {
            final Pauses pauses = run(log, bytes);
            row(section, log, bytes, pauses);
            bench.report().add(new Series("Append, 500k a second", log.name(), pauses.wall()));
        }
    }

    /** Makes a log; its own threads must not inherit the writer's core. */
    @FunctionalInterface
    private interface Opening {
        LogUnderTest open();
    }

    private static LogUnderTest opened(final Opening opening, final Bench bench) {
        Cores.release();
        final LogUnderTest log = opening.open();
        bench.cores().pin(bench.cores().count() - 1);
        return log;
    }

    private Pauses run(final LogUnderTest log, final long bytes) {
        final Histogram wall = new Histogram(1, 60 * SECOND_NS, 3);
        final long appends = bytes / RECORD_BYTES;
        long longestCpu = 0;
        long above = 0;
        final long start = System.nanoTime();
        for (long i = 0; i < appends; i++) {
            final long due = start + i * SECOND_NS / RATE;
            while (System.nanoTime() < due) {
                Thread.onSpinWait();
            }
            final long cpuBefore = threads.getCurrentThreadCpuTime();
            final long begin = System.nanoTime();
            log.append(record, 0, RECORD_BYTES);
            final long end = System.nanoTime();
            wall.recordValue(Math.max(1, end - due));
            if (end - begin > SUSPECT_NS) {
                final long own = threads.getCurrentThreadCpuTime() - cpuBefore;
                longestCpu = Math.max(longestCpu, own);
                above += own > LONG_NS ? 1 : 0;
            }
        }
        return new Pauses(wall, longestCpu, above, appends);
    }

    private static void row(final Section section, final LogUnderTest log, final long bytes, final Pauses pauses) {
        section.row(
                log.name(),
                bytes >> 20,
                pauses.wall().getValueAtPercentile(50),
                pauses.wall().getValueAtPercentile(99),
                pauses.wall().getValueAtPercentile(99.99) / 1_000,
                pauses.wall().getMaxValue() / 1_000,
                pauses.longestCpuNs() / 1_000,
                pauses.above());
    }

    /** Own time per append, saturated, alternating with each peer. */
    private void appendCost(final Bench bench, final Section section) {
        final Path folder = bench.folder("append");
        final Ratio chronicle = appendCost(bench, section, () -> LogUnderTest.chronicle(folder.resolve("bare")));
        appendCost(bench, section, () -> LogUnderTest.preTouched(folder.resolve("agrona"), PEER_BYTES));
        appendCost(bench, section, () -> LogUnderTest.channel(folder.resolve("channel")));
        appendCost(bench, section, () -> LogUnderTest.archive(folder.resolve("archive")));
        Bench.delete(folder);
        bench.report()
                .add(Goal.atLeast(
                        "append throughput by bare Chronicle's, own CPU time", chronicle.median(), 0.85, 0.95, ""));
    }

    private Ratio appendCost(final Bench bench, final Section section, final Opening opening) {
        final Path folder = bench.folder("append-ours");
        final List<Double> ratios = new ArrayList<>();
        final String name;
        try (LogUnderTest ours = opened(() -> LogUnderTest.engine(folder, SEGMENT_BYTES, false), bench);
                LogUnderTest peer = opened(opening, bench)) {
            name = peer.name();
            for (int i = 0; i < WARM_UPS; i++) {
                cost(peer);
                cost(ours);
            }
            for (int i = 0; i < bench.extent().pairs(); i++) {
                final double anchor = cost(peer);
                ratios.add(anchor / cost(ours));
            }
        }
        Bench.delete(folder);
        final Ratio ratio =
                Ratio.of(ratios.stream().mapToDouble(Double::doubleValue).toArray());
        section.note("the writer's own CPU time for an append, of " + name + " by ours: " + ratio);
        return ratio;
    }

    private double cost(final LogUnderTest log) {
        final int appends = 100 * BATCH;
        final long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < appends; i++) {
            log.append(record, 0, RECORD_BYTES);
        }
        return (threads.getCurrentThreadCpuTime() - before) / (double) appends;
    }

    /** Groups of records, each group forced: against a channel that does the same. */
    private void durable(final Bench bench, final Section section) {
        final Path folder = bench.folder("durable");
        final List<Double> ratios = new ArrayList<>();
        final List<Double> perSecond = new ArrayList<>();
        try (LogUnderTest ours =
                        opened(() -> LogUnderTest.engine(folder.resolve("engine"), SEGMENT_BYTES, true), bench);
                LogUnderTest bare = opened(() -> LogUnderTest.groupedChannel(folder.resolve("bare")), bench)) {
            final long forNanos = TimeUnit.MILLISECONDS.toNanos(bench.extent().floodMs() / 4);
            forced(bare, forNanos);
            forced(ours, forNanos);
            for (int i = 0; i < bench.extent().pairs(); i++) {
                final double anchor = forced(bare, forNanos);
                final double own = forced(ours, forNanos);
                ratios.add(own / anchor);
                perSecond.add(own);
            }
        }
        Bench.delete(folder);
        final Ratio ratio =
                Ratio.of(ratios.stream().mapToDouble(Double::doubleValue).toArray());
        section.note(String.format(
                "forced in groups of %d: %.0f thousand records a second, by a file channel's with the same groups: %s",
                GROUP,
                Median.of(perSecond.stream().mapToDouble(Double::doubleValue).toArray()) / 1_000,
                ratio));
        bench.report()
                .add(Goal.atLeast("durable groups by a bare force of the same size", ratio.median(), 0.8, 0.95, ""));
    }

    private double forced(final LogUnderTest log, final long forNanos) {
        final long start = System.nanoTime();
        long records = 0;
        while (System.nanoTime() - start < forNanos) {
            for (int i = 0; i < GROUP; i++) {
                log.append(record, 0, RECORD_BYTES);
            }
            log.force();
            records += GROUP;
        }
        return records * (double) SECOND_NS / (System.nanoTime() - start);
    }
}
