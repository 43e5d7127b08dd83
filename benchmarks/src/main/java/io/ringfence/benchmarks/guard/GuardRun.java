package io.ringfence.benchmarks.guard;

import com.sun.management.ThreadMXBean;
import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.subject.WiredEngine;
import io.ringfence.engine.config.LaneLayout;
import io.ringfence.journal.log.ChronicleQuiet;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The engine in the layout {@code one}, so that one thread is all lanes and the inbound one, between two plain sockets; what
 * is counted while so many quotes pass, after a warm-up. The program prints {@code <what> <count>} and ends with 1 if
 * something isn't 0 that must be.
 */
public final class GuardRun implements AutoCloseable {
    private static final int WARM_UP = 200_000;
    private static final int WINDOW = 50_000;
    private static final int STRETCHES = 20;
    private static final String WAKE_UP = "FUTEX_WAKE";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final WiredEngine engine;

    /**
     * What was counted. A window may hold what the JVM does once, as a compiler that has the thread resolve a class's constants:
     * so nine of ten windows must be without a byte, not all.
     */
    public record Counted(long events, long orders, long windows, long windowsWithBytes, long bytes, long collections) {
        public boolean isKept() {
            return 10 * windowsWithBytes <= windows;
        }
    }

    /** @param journal the folder for its logs; empty: nothing is recorded */
    public GuardRun(final Optional<Path> journal) throws IOException {
        engine = new WiredEngine(Cores.ofProcess(), journal);
        engine.begin();
        engine.stream(WARM_UP);
    }

    /**
     * {@code <events> <journal's folder, or none> (bytes | waits | calls | LAYOUT)}: which of them is counted, since flight
     * recorder and tracer cost bytes and waits of their own; with a layout, bytes by thread as {@link LaneBytes} has them.
     */
    public static void main(final String[] arguments) throws Exception {
        ChronicleQuiet.apply();
        final int events = Integer.parseInt(arguments[0]);
        final Optional<Path> journal =
                "none".equals(arguments[1]) ? Optional.empty() : Optional.of(Path.of(arguments[1]));
        journal.ifPresent(folder -> {
            if (Files.exists(folder)) {
                throw new IllegalArgumentException(folder + " is there: the journal needs a folder of its own");
            }
        });
        final Optional<LaneLayout> layout = LaneLayout.NAMED.stream()
                .filter(one -> one.name().equals(arguments[2]) && !one.inboundInside())
                .findFirst();
        final boolean kept = layout.isPresent()
                ? LaneBytes.tell(layout.get(), journal, events)
                : ofOneThread(arguments[2], journal, events);
        System.out.println(kept ? "kept" : "NOT KEPT");
        Runtime.getRuntime().halt(kept ? 0 : 1);
    }

    private static boolean ofOneThread(final String what, final Optional<Path> journal, final int events)
            throws Exception {
        try (GuardRun run = new GuardRun(journal)) {
            return switch (what) {
                case "bytes" -> run.tellBytes(events);
                case "waits" -> tell("waits", run.waits(events));
                case "calls" -> run.tellCalls(events);
                default ->
                    throw new IllegalArgumentException(
                            what + ": must be bytes, waits, calls or a layout with lanes of its own");
            };
        }
    }

    private boolean tellBytes(final int events) throws IOException {
        final Counted counted = bytes(events);
        System.out.println(counted);
        return counted.isKept();
    }

    private static boolean tell(final String what, final Map<String, Long> counts) {
        System.out.println(what + " " + counts);
        return counts.isEmpty();
    }

    private boolean tellCalls(final int events) throws IOException, InterruptedException {
        final Optional<Map<String, Long>> counts = calls(events);
        System.out.println(
                counts.map(all -> "calls " + all).orElse("calls not counted: strace isn't there, or isn't let"));
        return counts.isEmpty()
                || !(counts.get().containsKey(WAKE_UP) || counts.get().containsKey("write"));
    }

    /**
     * Bytes of the one thread by the JVM's counter, in windows: what the compiler's thread has it make once falls into one. How
     * many orders a window holds depends on how soon the venue's side gets a core to answer; each must hold one.
     */
    public Counted bytes(final long events) throws IOException {
        final long collections = collections();
        final long orders = engine.orders();
        final long windows = Math.max(1, events / WINDOW);
        long withBytes = 0;
        long bytes = 0;
        for (long i = 0; i < windows; i++) {
            final long before = THREADS.getThreadAllocatedBytes(engine.threadId());
            final long ordersBefore = engine.orders();
            engine.stream(WINDOW);
            if (engine.orders() == ordersBefore) {
                throw new IllegalStateException("no order in a window of " + WINDOW + " quotes");
            }
            final long made = THREADS.getThreadAllocatedBytes(engine.threadId()) - before;
            withBytes += made == 0 ? 0 : 1;
            bytes += made;
        }
        return new Counted(
                windows * WINDOW, engine.orders() - orders, windows, withBytes, bytes, collections() - collections);
    }

    /** How often the one thread waited, by kind; none is empty. */
    public Map<String, Long> waits(final int events) throws IOException {
        try (Waits waits = new Waits()) {
            engine.stream(WARM_UP);
            engine.stream(events);
            return waits.of(WiredEngine.THREAD);
        }
    }

    /**
     * System calls of the one thread, by name, of a stretch in which it woke nobody, or the last of some; empty where they can't
     * be counted. A thread whose code still gets compiled wakes the compiler now and then; one that wakes somebody for its
     * orders does in every stretch.
     */
    public Optional<Map<String, Long>> calls(final int events) throws IOException, InterruptedException {
        Optional<Map<String, Long>> counts = stretch(events);
        for (int i = 1; i < STRETCHES && counts.isPresent() && counts.get().containsKey(WAKE_UP); i++) {
            counts = stretch(events);
        }
        return counts;
    }

    private Optional<Map<String, Long>> stretch(final int events) throws IOException, InterruptedException {
        final Optional<SystemCalls> tracer = SystemCalls.of(engine.kernelThread());
        if (tracer.isEmpty()) {
            return Optional.empty();
        }
        try (SystemCalls calls = tracer.get()) {
            final long orders = engine.orders();
            engine.stream(events);
            System.out.println("orders " + (engine.orders() - orders));
            return Optional.of(calls.counted());
        }
    }

    static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    @Override
    public void close() {
        engine.close();
    }
}
