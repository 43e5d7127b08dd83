package io.ringfence.benchmarks.indicator;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Does one pipeline carry so many events a second, journaled, without allocating and with its memory flat? Seven quotes to three
 * trades of all instruments, candles of 1 s, 5 s and 1 m with 66 features each, on a schedule fixed beforehand. What the thread
 * had of the processor per event says what is left; the schedule is the anchor.
 */
final class LoadFigure {
    private static final List<String> TIMEFRAMES = List.of("1s", "5s", "1m");
    private static final int QUOTES_OF_TEN = 7;
    private static final int BURST = 64;
    private static final double NS_PER_S = 1e9;
    private static final double KIB_PER_MIB = 1_024;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final int instruments;
    private final int eventsASecond;
    private final int seconds;
    private final Pipeline pipeline;
    private final SplittableRandom random = new SplittableRandom(6);
    private final long[] prices;
    private long made;
    private long boundaries;
    private long nextSecondNs = Pipeline.START_NS + Pipeline.SECOND_NS;
    private int closing;

    LoadFigure(final Path folder, final int instruments, final int eventsASecond, final int seconds) {
        this.instruments = instruments;
        this.eventsASecond = eventsASecond;
        this.seconds = seconds;
        prices = new long[instruments + 1];
        Arrays.setAll(prices, instrument -> 10_000 + 100L * instrument);
        closing = instruments + 1;
        pipeline = new Pipeline(folder, instruments, TIMEFRAMES, false);
    }

    void run() throws IOException {
        System.out.printf(
                "load: %d instruments x %d timeframes x 66 features, %,d events/s intended, journal on%n",
                instruments, TIMEFRAMES.size(), eventsASecond);
        final int part = Math.max(1, seconds / 4);
        for (int i = 0; i < 4; i++) {
            measure(part);
        }
        pipeline.close();
    }

    private void measure(final int partSeconds) throws IOException {
        final long thread = Thread.currentThread().getId();
        final long events = made + (long) partSeconds * eventsASecond;
        final long first = made;
        final long closedBefore = boundaries;
        final long allocated = THREADS.getThreadAllocatedBytes(thread);
        final long cpuNs = THREADS.getCurrentThreadCpuTime();
        final long beganNs = System.nanoTime();
        long idleNs = 0;
        long latestNs = 0;
        while (made < events) {
            final long dueNs = beganNs + (long) ((made - first) * NS_PER_S / eventsASecond);
            final long nowNs = System.nanoTime();
            if (nowNs < dueNs) {
                idleNs += waitUntil(dueNs);
            } else {
                latestNs = Math.max(latestNs, nowNs - dueNs);
            }
            for (int i = 0; i < BURST; i++) {
                next();
            }
        }
        final long wallNs = System.nanoTime() - beganNs;
        final long spentNs = THREADS.getCurrentThreadCpuTime() - cpuNs - idleNs;
        final long grown = THREADS.getThreadAllocatedBytes(thread) - allocated;
        final long all = made - first + boundaries - closedBefore;
        System.out.printf(
                "  %,d market events and %,d boundaries in %.2f s: %,.0f/s; cpu %.0f ns each, enough for %,.0f/s;"
                        + " behind at most %.1f ms; allocated %d B; private memory %.0f MiB%n",
                made - first,
                boundaries - closedBefore,
                wallNs / NS_PER_S,
                all / (wallNs / NS_PER_S),
                (double) spentNs / all,
                all * NS_PER_S / spentNs,
                latestNs / 1e6,
                grown,
                privateKib() / KIB_PER_MIB);
    }

    /** The time spent waiting, which a spinning thread's processor time holds. */
    private static long waitUntil(final long dueNs) {
        final long beganCpuNs = THREADS.getCurrentThreadCpuTime();
        while (System.nanoTime() < dueNs) {
            Thread.onSpinWait();
        }
        return THREADS.getCurrentThreadCpuTime() - beganCpuNs;
    }

    private void next() {
        final long timeNs = Pipeline.START_NS + (long) (made * NS_PER_S / eventsASecond);
        pipeline.timeNs(timeNs);
        if (timeNs >= nextSecondNs) {
            nextSecondNs += Pipeline.SECOND_NS;
            closing = 1;
            pipeline.tick();
        }
        if (closing <= instruments) {
            pipeline.boundary(closing++);
            boundaries++;
        }
        final int instrument = 1 + random.nextInt(instruments);
        prices[instrument] = Math.max(1_000, prices[instrument] + random.nextInt(21) - 10);
        if (random.nextInt(10) < QUOTES_OF_TEN) {
            pipeline.quote(instrument, prices[instrument] - 1, prices[instrument] + 1, 1 + random.nextInt(1_000));
        } else {
            pipeline.trade(instrument, prices[instrument], 1 + random.nextInt(1_000), random.nextBoolean());
        }
        made++;
    }

    /** Heap, stacks and buffers; the mapped journal isn't private. */
    private static long privateKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
