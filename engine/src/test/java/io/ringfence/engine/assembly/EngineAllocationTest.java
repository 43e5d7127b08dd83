package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.testing.AllocationRun;
import io.ringfence.engine.testing.ChildJvm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole engine over plain sockets allocates nothing per event and nothing per order, on any of its threads.
 *
 * <p>In a JVM of its own, since this one watches every buffer of Netty's for leaks, which allocates; and with the first
 * compiler alone, which is the harder test: it removes no allocation by escape analysis. It also is the quieter one, since
 * the second compiler has the thread that asked for it make all string constants of the class first.
 *
 * <p>What a window may hold besides: Chronicle Queue makes 240 bytes of weakly held objects anew after a garbage
 * collection (which here are the venue's doing). So the middle one of many windows is held to exactly 0, and every
 * window has orders in it.
 */
class EngineAllocationTest {
    private static final int WARM_UP = 6;
    private static final int WINDOWS = 21;

    /** As {@link AllocationRun} prints it. */
    private record Window(String thread, long events, long orders, long bytes) {
        static Window parse(final String line) {
            final String[] words = line.split(" ");
            return new Window(words[1], Long.parseLong(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"one; {all: block}; inbound", "two; {inbound: block, journal: sleep}; inbound journal-orders"})
    void shouldAllocateNothingInSteadyState(
            final String layout, final String idle, final String threads, @TempDir final Path folder) throws Exception {
        final Map<String, List<Window>> windows =
                new TreeMap<>(measure(layout, idle, folder).stream().collect(Collectors.groupingBy(Window::thread)));

        assertEquals(List.of(threads.split(" ")), List.copyOf(windows.keySet()));
        windows.forEach(EngineAllocationTest::tell);
        windows.values().forEach(EngineAllocationTest::checkThatThereAreOrders);
        windows.forEach((thread, all) -> assertEquals(0, median(all), () -> "bytes per window on " + thread));
    }

    private static List<Window> measure(final String layout, final String idle, final Path folder) throws Exception {
        final List<String> flags =
                List.of("-XX:TieredStopAtLevel=1", "-Xms1g", "-Xmn800m", "-Dio.netty.leakDetection.level=disabled");
        try (ChildJvm child = ChildJvm.start(
                folder, flags, AllocationRun.class, layout, idle, String.valueOf(WARM_UP), String.valueOf(WINDOWS))) {
            assertEquals(0, child.await(), child::errors);
            return child.output().stream()
                    .filter(line -> line.startsWith("window "))
                    .map(Window::parse)
                    .toList();
        }
    }

    private static void tell(final String thread, final List<Window> windows) {
        System.out.printf(
                "bytes allocated on %s per window of %,d events and %,d orders on average: %s%n",
                thread,
                Math.round(windows.stream().mapToLong(Window::events).average().orElseThrow()),
                Math.round(windows.stream().mapToLong(Window::orders).average().orElseThrow()),
                Arrays.toString(sorted(windows)));
    }

    private static void checkThatThereAreOrders(final List<Window> windows) {
        assertEquals(WINDOWS, windows.size());
        assertTrue(windows.stream().allMatch(window -> window.orders() > 0), windows::toString);
    }

    private static long median(final List<Window> windows) {
        return sorted(windows)[windows.size() / 2];
    }

    private static long[] sorted(final List<Window> windows) {
        return windows.stream().mapToLong(Window::bytes).sorted().toArray();
    }
}
