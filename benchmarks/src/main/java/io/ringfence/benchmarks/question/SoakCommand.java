package io.ringfence.benchmarks.question;

import com.sun.management.ThreadMXBean;
import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.LateException;
import io.ringfence.benchmarks.rig.Pairs;
import io.ringfence.benchmarks.rig.Rig;
import io.ringfence.benchmarks.rig.Schedule;
import io.ringfence.benchmarks.rig.Slice;
import io.ringfence.benchmarks.subject.FullEngine;
import io.ringfence.benchmarks.subject.Market;
import io.ringfence.engine.config.Idle;
import io.ringfence.engine.config.LaneLayout;
import io.ringfence.journal.log.ChronicleQuiet;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Question 9, the program behind {@code scripts/bench soak}: does anything creep? 400 instruments, all stages at work and
 * journaling, 100,000 events a second in slices of ten seconds; after each: latency, collections, private memory, threads, open
 * files and the journal's bytes, and at the end what each of them grows by in an hour. A slice that isn't done in time, or in which threads waited for a core, is
 * marked and left out of the latency's slope; it doesn't end the run. Closed segments beyond
 * {@value #MOST_SEGMENTS} are deleted, oldest first, as pruning would; nobody reads them again.
 */
public final class SoakCommand {
    private static final int INSTRUMENTS = 400;
    private static final long RATE = 100_000;
    private static final int SLICE_S = 10;
    private static final int BLOCKS = SLICE_S * 500;
    private static final int MOST_SEGMENTS = 3;
    private static final int WARM_UPS = 2;
    private static final long REHEARSED_ORDERS = 60_000;
    /** In a row that aren't done in time: a minute in which nothing fits, or two, as each is waited for. */
    private static final int MOST_LATE = 6;

    private static final int LEAST_FOR_A_SLOPE = 3;
    private static final double HOUR_S = 3_600;
    private static final double MIB = 1 << 20;

    /**
     * After one slice.
     *
     * @param atS         since the first
     * @param p50Ns       of clean blocks, or of all if too few are clean; empty: it wasn't done in time
     * @param cleanShare  of its blocks
     * @param collections since the first
     */
    record Sample(
            double atS,
            Optional<Long> p50Ns,
            Optional<Long> p99Ns,
            double cleanShare,
            double collections,
            double privateMib,
            double threads,
            double files,
            double journalMib) {
        private static final String HEAD =
                "| s | p50 ns | p99 ns | clean | collections | private MiB | threads | files | journal MiB |%n"
                        + "|---|---|---|---|---|---|---|---|---|%n";

        boolean isLate() {
            return p50Ns.isEmpty();
        }

        boolean isClean() {
            return !isLate() && cleanShare >= Pairs.LEAST_CLEAN;
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %.0f | %s | %s | %s | %.0f | %.1f | %.0f | %.0f | %.0f |",
                    atS,
                    p50Ns.map(String::valueOf).orElse("late"),
                    p99Ns.map(String::valueOf).orElse("late"),
                    isLate()
                            ? "-"
                            : String.format(Locale.ROOT, "%.0f %%%s", 100 * cleanShare, isClean() ? "" : " DIRTY"),
                    collections,
                    privateMib,
                    threads,
                    files,
                    journalMib);
        }
    }

    /** What a series is read from. */
    @FunctionalInterface
    interface Reading {
        double of(Sample sample);
    }

    private SoakCommand() {}

    /** @param arguments seconds, the folder for the journal */
    public static void main(final String[] arguments) throws Exception {
        ChronicleQuiet.apply();
        final int seconds = Integer.parseInt(arguments[0]);
        final Path folder = Files.createDirectories(Path.of(arguments[1]));
        final Cores cores = Cores.ofProcess();
        if (LaneLayout.TWO.threads() > cores.count()) {
            System.err.println("soak: layout two needs " + LaneLayout.TWO.threads() + " cores");
            System.exit(2);
        }
        final Market market = Market.generated(INSTRUMENTS, TickToOrder.TAPE_EVENTS);
        final FullEngine.Shape shape = new FullEngine.Shape(
                LaneLayout.TWO,
                Idle.SPIN,
                Sizes.RING,
                TickToOrder.QUOTES_PER_TURN,
                Optional.of(folder.resolve("journal")));
        try (FullEngine engine = new FullEngine(cores, market, shape)) {
            soak(engine, new Rig(cores, Sizes.MOST_EVENTS), seconds, folder);
        }
        Bench.delete(folder);
        Runtime.getRuntime().halt(0);
    }

    private static void soak(final FullEngine engine, final Rig rig, final int seconds, final Path folder)
            throws Exception {
        final Schedule schedule = Schedule.steady(RATE, BLOCKS);
        engine.rehearse(REHEARSED_ORDERS);
        for (int i = 0; i < WARM_UPS; i++) {
            slice(engine, rig, schedule);
        }
        final double heapBefore = heapMib();
        final Allocated allocated = new Allocated(engine);
        final long start = System.nanoTime();
        final long collectionsBefore = collections();
        final List<Sample> samples = new ArrayList<>();
        System.out.printf(Sample.HEAD);
        int late = 0;
        while (late < MOST_LATE && (System.nanoTime() - start) / 1e9 < seconds - SLICE_S / 2.0) {
            final Optional<Slice> slice = slice(engine, rig, schedule);
            prune(engine, folder);
            late = slice.isPresent() ? 0 : late + 1;
            final Sample sample = new Sample(
                    (System.nanoTime() - start) / 1e9,
                    slice.map(Slice::judged).map(all -> all.getValueAtPercentile(50)),
                    slice.map(Slice::judged).map(all -> all.getValueAtPercentile(99)),
                    slice.map(Slice::cleanShare).orElse(0.0),
                    collections() - collectionsBefore,
                    privateMib(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    entries(Path.of("/proc/self/fd")),
                    bytes(folder) / MIB);
            samples.add(sample);
            System.out.println(sample.row());
        }
        System.out.println();
        if (late == MOST_LATE) {
            System.out.printf(
                    "ended early: %d slices of %d s in a row weren't done in time; this machine can't carry %,d events a second"
                            + " now%n",
                    MOST_LATE, SLICE_S, RATE);
        }
        summary(samples).forEach(System.out::println);
        System.out.println(allocated.summary((System.nanoTime() - start) / 1e9));
        System.out.printf(
                Locale.ROOT, "heap in use behind a collection: %.1f MiB before, %.1f behind%n", heapBefore, heapMib());
    }

    /** Empty if the machine couldn't keep up: what was put in is done by then, but too late to be a latency. */
    private static Optional<Slice> slice(final FullEngine engine, final Rig rig, final Schedule schedule)
            throws InterruptedException {
        try {
            return Optional.of(rig.run(engine, schedule));
        } catch (final LateException e) {
            return Optional.empty();
        }
    }

    /** What an hour adds, and of how many slices that is: latency by those alone in which no thread waited for a core. */
    static List<String> summary(final List<Sample> samples) {
        final List<Sample> clean = samples.stream().filter(Sample::isClean).toList();
        final long late = samples.stream().filter(Sample::isLate).count();
        return List.of(
                String.format(
                        Locale.ROOT,
                        "slices: %d, clean: %d, not done in time: %d; only clean ones count for latency",
                        samples.size(),
                        clean.size(),
                        late),
                clean.size() < LEAST_FOR_A_SLOPE
                        ? "an hour adds to latency: can't be said of fewer than " + LEAST_FOR_A_SLOPE + " clean slices"
                        : String.format(
                                Locale.ROOT,
                                "an hour adds to latency: p50 %.0f ns, p99 %.0f ns; in the first clean slice p50 %d, in the"
                                        + " last %d",
                                slope(clean, sample -> sample.p50Ns().orElseThrow()),
                                slope(clean, sample -> sample.p99Ns().orElseThrow()),
                                clean.get(0).p50Ns().orElseThrow(),
                                clean.get(clean.size() - 1).p50Ns().orElseThrow()),
                String.format(
                        Locale.ROOT,
                        "an hour adds: private memory %.1f MiB, threads %.1f, files %.1f; collections in all: %.0f; journal at"
                                + " most %.0f MiB",
                        slope(samples, Sample::privateMib),
                        slope(samples, Sample::threads),
                        slope(samples, Sample::files),
                        samples.get(samples.size() - 1).collections(),
                        samples.stream().mapToDouble(Sample::journalMib).max().orElseThrow()));
    }

    /** Of the straight line with the least squares, per hour; 0 for a single sample. */
    static double slope(final List<Sample> samples, final Reading reading) {
        final double meanX = samples.stream().mapToDouble(Sample::atS).average().orElseThrow();
        final double meanY = samples.stream().mapToDouble(reading::of).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (final Sample sample : samples) {
            products += (sample.atS() - meanX) * (reading.of(sample) - meanY);
            squares += (sample.atS() - meanX) * (sample.atS() - meanX);
        }
        return squares == 0 ? 0 : HOUR_S * products / squares;
    }

    private static void prune(final FullEngine engine, final Path folder) throws IOException {
        final Map<String, Integer> sealed = engine.sealedSegments();
        final List<Path> segments;
        try (Stream<Path> tree = Files.walk(folder)) {
            segments = tree.filter(Files::isDirectory)
                    .filter(path ->
                            sealed.containsKey(path.getParent().getFileName().toString()))
                    .toList();
        }
        // Those before were deleted earlier; segments are numbered on.
        for (final Path segment : segments) {
            final int closed = sealed.get(segment.getParent().getFileName().toString());
            if (Integer.parseInt(segment.getFileName().toString()) < closed - MOST_SEGMENTS) {
                Bench.delete(segment);
            }
        }
    }

    /** Who has allocated what, from now on: the lanes, the engine's threads beside them, and the rig with the thread that drives it. */
    private static final class Allocated {
        private static final ThreadMXBean JVM = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private final FullEngine engine;
        private final long rigBefore = rig();
        private final long besideBefore = beside();
        private final long lanesBefore;

        Allocated(final FullEngine engine) {
            this.engine = engine;
            this.lanesBefore = engine.laneBytes();
        }

        private static long rig() {
            return JVM.getThreadAllocatedBytes(Thread.currentThread().getId());
        }

        private static long beside() {
            long sum = 0;
            for (final long id : JVM.getAllThreadIds()) {
                sum += id == Thread.currentThread().getId() ? 0 : Math.max(0, JVM.getThreadAllocatedBytes(id));
            }
            return sum;
        }

        String summary(final double seconds) {
            return String.format(
                    Locale.ROOT,
                    "allocated: by the lanes %,d bytes in all; in an hour by the threads beside them %.1f MB, by the rig and the inbound thread, which is one, %.1f MB",
                    engine.laneBytes() - lanesBefore,
                    (beside() - besideBefore) * HOUR_S / seconds / 1e6,
                    (rig() - rigBefore) * HOUR_S / seconds / 1e6);
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    /** What is held; what came before is no business of the hour. */
    private static double heapMib() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
    }

    /** Heap, stacks and buffers; the mapped journal isn't private. */
    private static double privateMib() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("RssAnon:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0)
                / 1024.0;
    }

    private static long entries(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static double bytes(final Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
