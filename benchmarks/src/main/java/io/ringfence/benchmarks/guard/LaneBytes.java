package io.ringfence.benchmarks.guard;

import com.sun.management.ThreadMXBean;
import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.Latencies;
import io.ringfence.benchmarks.subject.FullEngine;
import io.ringfence.benchmarks.subject.Market;
import io.ringfence.engine.config.Idle;
import io.ringfence.engine.config.LaneLayout;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Layouts with lanes on threads of their own: what each thread allocates, by the JVM's counter, while events are put in where
 * decoders put them, as fast as they are taken. (Sockets and decoders: {@link GuardRun}.)
 */
final class LaneBytes {
    private static final String INBOUND = "inbound";
    private static final int INSTRUMENTS = 50;
    private static final int TAPE_EVENTS = 100_000;
    private static final int RING = 4_096;
    private static final int QUOTES_PER_TURN = 100;
    private static final int WARM_UP = 200_000;
    private static final int WINDOW = 50_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final FullEngine engine;
    private final Latencies latencies = new Latencies(WARM_UP);
    private long put;

    private LaneBytes(final FullEngine engine) {
        this.engine = engine;
    }

    /** Prints a line a thread; whether each is as {@link GuardRun.Counted#isKept} wants it. */
    static boolean tell(final LaneLayout layout, final Optional<Path> journal, final long events) throws Exception {
        final FullEngine.Shape shape = new FullEngine.Shape(layout, Idle.YIELD, RING, QUOTES_PER_TURN, journal);
        boolean kept = true;
        try (FullEngine engine = new FullEngine(Cores.ofProcess(), Market.generated(INSTRUMENTS, TAPE_EVENTS), shape)) {
            for (final Map.Entry<String, GuardRun.Counted> thread :
                    new LaneBytes(engine).count(events).entrySet()) {
                System.out.println(thread.getKey() + ": " + thread.getValue());
                kept &= thread.getValue().isKept();
            }
        }
        return kept;
    }

    private Map<String, GuardRun.Counted> count(final long events) throws InterruptedException {
        engine.begin(latencies);
        final List<Watched> threads = new ArrayList<>(
                List.of(new Watched(INBOUND, Thread.currentThread().getId())));
        engine.threadIds().forEach((name, id) -> threads.add(new Watched(name, id)));
        putIn(WARM_UP);
        final long collections = GuardRun.collections();
        final long orders = engine.orders();
        final long windows = Math.max(1, events / WINDOW);
        for (long window = 0; window < windows; window++) {
            for (int i = 0; i < threads.size(); i++) {
                threads.get(i).begin();
            }
            putIn(WINDOW);
            for (int i = 0; i < threads.size(); i++) {
                threads.get(i).end();
            }
        }
        final Map<String, GuardRun.Counted> counted = new TreeMap<>();
        for (final Watched thread : threads) {
            counted.put(
                    thread.name,
                    new GuardRun.Counted(
                            windows * WINDOW,
                            engine.orders() - orders,
                            windows,
                            thread.windowsWithBytes,
                            thread.bytes,
                            GuardRun.collections() - collections));
        }
        engine.end();
        return counted;
    }

    /** As fast as they are taken; returns when all are done. */
    private void putIn(final int count) {
        for (int i = 0; i < count; i++) {
            while (!engine.offer(System.nanoTime())) {
                engine.idle();
                Thread.yield();
            }
            engine.idle();
        }
        put += count;
        while (engine.done() < put) {
            engine.idle();
            Thread.yield();
        }
    }

    /** One thread, over the windows. */
    private static final class Watched {
        private final String name;
        private final long id;
        private long before;
        private long bytes;
        private long windowsWithBytes;

        Watched(final String name, final long id) {
            this.name = name;
            this.id = id;
        }

        void begin() {
            before = THREADS.getThreadAllocatedBytes(id);
        }

        void end() {
            final long made = THREADS.getThreadAllocatedBytes(id) - before;
            bytes += made;
            windowsWithBytes += made == 0 ? 0 : 1;
        }
    }
}
