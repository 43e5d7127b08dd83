package io.ringfence.benchmarks.question;

import io.ringfence.benchmarks.rig.Cores;
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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Question 9, the program behind {@code scripts/bench soak}: does anything creep? 400 instruments, all stages at work and
 * journaling, 100,000 events a second in slices of ten seconds; after each: latency, collections, private memory, threads, open
 * files and the journal's bytes, and at the end what each of them grows by in an hour. Closed segments beyond
 * {@value #MOST_SEGMENTS} are deleted, oldest first, as pruning would; nobody reads them again.
 */
public final class SoakCommand {
    private static final int INSTRUMENTS = 400;
    private static final long RATE = 100_000;
    private static final int SLICE_S = 10;
    private static final int BLOCKS = SLICE_S * 500;
    private static final int MOST_SEGMENTS = 8;
    private static final int WARM_UPS = 2;
    private static final double HOUR_S = 3_600;
    private static final double MIB = 1 << 20;

    /**
     * After one slice.
     *
     * @param atS         since the first
     * @param collections since the first
     */
    record Sample(
            double atS,
            double p50Ns,
            double p99Ns,
            double cleanShare,
            double collections,
            double privateMib,
            double threads,
            double files,
            double journalMib) {
        private static final String HEAD =
                "| s | p50 ns | p99 ns | clean | collections | private MiB | threads | files | journal MiB |%n"
                        + "|---|---|---|---|---|---|---|---|---|%n";

        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %.0f | %.0f | %.0f | %.0f %% | %.0f | %.1f | %.0f | %.0f | %.0f |",
                    atS,
                    p50Ns,
                    p99Ns,
                    100 * cleanShare,
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
            soak(engine, new Rig(cores, Sizes.MOST_EVENTS), Math.max(1, seconds / SLICE_S), folder);
        }
        Bench.delete(folder);
        Runtime.getRuntime().halt(0);
    }

    private static void soak(final FullEngine engine, final Rig rig, final int slices, final Path folder)
            throws Exception {
        final Schedule schedule = Schedule.steady(RATE, BLOCKS);
        rig.warmUp(engine, schedule, WARM_UPS);
        final long start = System.nanoTime();
        final long collectionsBefore = collections();
        final List<Sample> samples = new ArrayList<>();
        System.out.printf(Sample.HEAD);
        for (int i = 0; i < slices; i++) {
            final Slice slice = rig.run(engine, schedule);
            prune(engine, folder);
            final Sample sample = new Sample(
                    (System.nanoTime() - start) / 1e9,
                    slice.judged().getValueAtPercentile(50),
                    slice.judged().getValueAtPercentile(99),
                    slice.cleanShare(),
                    collections() - collectionsBefore,
                    privateMib(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    entries(Path.of("/proc/self/fd")),
                    bytes(folder) / MIB);
            samples.add(sample);
            System.out.println(sample.row());
        }
        System.out.printf(
                Locale.ROOT,
                "%nan hour adds: p50 %.0f ns, p99 %.0f ns, private memory %.1f MiB, threads %.1f, files %.1f; collections"
                        + " in all: %.0f%n",
                slope(samples, Sample::p50Ns),
                slope(samples, Sample::p99Ns),
                slope(samples, Sample::privateMib),
                slope(samples, Sample::threads),
                slope(samples, Sample::files),
                samples.get(samples.size() - 1).collections());
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
        final int closed = engine.sealedSegments();
        final List<Path> segments;
        try (Stream<Path> tree = Files.walk(folder)) {
            segments = tree.filter(path -> path.getParent().endsWith("events") && Files.isDirectory(path))
                    .sorted()
                    .toList();
        }
        // Those before were deleted earlier; segments are numbered on.
        for (final Path segment : segments) {
            if (Integer.parseInt(segment.getFileName().toString()) < closed - MOST_SEGMENTS) {
                Bench.delete(segment);
            }
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
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
