package io.ringfence.engine.testing;

import com.sun.management.ThreadMXBean;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A process that runs venue and engine, and prints how many bytes each of the engine's threads allocated in each window
 * of events: {@code window <thread> <events> <orders> <bytes>}.
 */
public final class AllocationRun {
    private static final long WINDOW_EVENTS = 20_000;
    private static final int INSTRUMENTS = 8;
    private static final long SEED = 3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private record Reading(long events, long orders, Map<String, Long> bytes) {}

    private AllocationRun() {}

    /** {@code <layout> <idle> <windows to warm up> <windows to print>}. */
    public static void main(final String[] arguments) throws Exception {
        final ShippedDemo demo = new ShippedDemo().eager().layout(arguments[0]).with("idle", arguments[1]);
        final VenueOptions market = VenueOptions.ofGenerated(SEED, INSTRUMENTS, GeneratedMarket.ENDLESS)
                .withSpeed(Speed.MAX);
        final int warmUp = Integer.parseInt(arguments[2]);
        final int windows = Integer.parseInt(arguments[3]);
        try (LiveRun run = LiveRun.start(demo, market, Path.of("journal"))) {
            final List<Reading> readings = new ArrayList<>();
            for (int i = 0; i <= warmUp + windows; i++) {
                readings.add(afterWindow(run, readings));
            }
            for (int i = warmUp; i < warmUp + windows; i++) {
                print(readings.get(i), readings.get(i + 1));
            }
        }
        System.exit(0);
    }

    private static Reading afterWindow(final LiveRun run, final List<Reading> before) throws InterruptedException {
        final long from = before.isEmpty() ? 0 : before.get(before.size() - 1).events();
        run.await("a window of events", () -> run.engine().published() >= from + WINDOW_EVENTS);
        final Map<String, Long> bytes = new TreeMap<>();
        final long events = run.engine().published();
        run.engine().threadIds().forEach((name, id) -> bytes.put(name, THREADS.getThreadAllocatedBytes(id)));
        return new Reading(events, run.engine().latency().histogram().getTotalCount(), bytes);
    }

    private static void print(final Reading from, final Reading to) {
        to.bytes()
                .forEach((name, bytes) -> System.out.printf(
                        "window %s %d %d %d%n",
                        name,
                        to.events() - from.events(),
                        to.orders() - from.orders(),
                        bytes - from.bytes().get(name)));
    }
}
