package io.ringfence.benchmarks.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardRunTest {
    private static final int EVENTS = 500_000;
    private static final int LANE_EVENTS = 500_000;
    private static final int TRACED_EVENTS = 5_000;
    private static final List<String> INHERITED = List.of("--add-", "--enable-", "--sun-misc");
    private static final long LIMIT_S = 180;

    /** In a JVM of its own: this one may watch every buffer, which allocates. */
    private static String run(final Path folder, final List<String> flags, final String... arguments) throws Exception {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> INHERITED.stream().anyMatch(argument::startsWith))
                .forEach(command::add);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dio.netty.leakDetection.level=disabled"));
        command.addAll(flags);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                GuardRun.class.getName()));
        command.addAll(List.of(arguments));
        final Path out = folder.resolve("out");
        final Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        final boolean ended = process.waitFor(LIMIT_S, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, () -> "still running");
        return Files.readString(out);
    }

    @Test
    void shouldAllocateNothingAndSurviveWithoutACollectorWhileJournaling(@TempDir final Path folder) throws Exception {
        final List<String> epsilon =
                List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xms512m", "-Xmx512m");

        final String told = run(
                folder,
                epsilon,
                String.valueOf(EVENTS),
                folder.resolve("journal").toString(),
                "bytes");

        assertTrue(told.endsWith("kept\n") && !told.contains("NOT KEPT"), told);
    }

    @Test
    void shouldAllocateNothingOnLanesOfTheirOwn(@TempDir final Path folder) throws Exception {
        final String told = run(
                folder,
                List.of("-Xmx512m"),
                String.valueOf(LANE_EVENTS),
                folder.resolve("journal").toString(),
                "journal-apart");

        assertTrue(told.endsWith("kept\n") && !told.contains("NOT KEPT"), told);
        for (final String thread : List.of("inbound: ", "lane-journal: ", "lane-portfolio-orders: ")) {
            assertTrue(told.contains(thread), told);
        }
    }

    @Test
    void shouldNeverWait(@TempDir final Path folder) throws Exception {
        final String told = run(folder, List.of("-Xmx512m"), String.valueOf(EVENTS), "none", "waits");

        assertTrue(told.contains("waits {}"), told);
    }

    @Test
    void shouldWakeNobodyBetweenDecisionAndWrite(@TempDir final Path folder) throws Exception {
        final String told = run(folder, List.of("-Xmx512m"), String.valueOf(TRACED_EVENTS), "none", "calls");

        assertTrue(told.endsWith("kept\n") && !told.contains("NOT KEPT"), told);
        assertTrue(told.contains("sendto=") || told.contains("not counted"), told);
    }

    @Test
    void shouldTellWhatAFutexIsFor() {
        final String log = "sendto(41, \"\", 268, MSG_NOSIGNAL, NULL, 0) = 268\n"
                + "futex(0x7f1, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 3, NULL) = 0\n"
                + "futex(0x7f1, FUTEX_WAKE_PRIVATE, 1) = 1\nsendto(41, \"\", 9, 0, NULL, 0) = 9\n--- SIGSEGV ---\n";

        assertEquals(Map.of("sendto", 2L, "FUTEX_WAIT", 1L, "FUTEX_WAKE", 1L), SystemCalls.parse(log));
    }
}
