package io.ringfence.benchmarks.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the system calls of one thread of this process by {@code strace}, which needs no rights for that. */
final class SystemCalls implements AutoCloseable {
    private static final Path STRACE = Path.of("/usr/bin/strace");
    private static final long ATTACH_LIMIT_MS = 10_000;
    private static final long POLL_MS = 10;
    private static final Pattern CALL =
            Pattern.compile("^([a-z_0-9]+)\\((?:.*?(FUTEX_[A-Z]+?)(?:_BITSET)?(?:_PRIVATE))?");
    private static final String NO_TRACER = "TracerPid:\t0";

    private final Process strace;
    private final Path log;

    private SystemCalls(final Process strace, final Path log) {
        this.strace = strace;
        this.log = log;
    }

    /** From now on; empty where there is no strace, or it isn't let. */
    static Optional<SystemCalls> of(final long kernelThread) throws IOException, InterruptedException {
        if (!Files.isExecutable(STRACE)) {
            return Optional.empty();
        }
        final Path log = Files.createTempFile("strace", ".txt");
        final Process strace = new ProcessBuilder(
                        STRACE.toString(), "-o", log.toString(), "-p", String.valueOf(kernelThread))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        final Path status = Path.of("/proc/self/task", String.valueOf(kernelThread), "status");
        for (long waited = 0; waited < ATTACH_LIMIT_MS && strace.isAlive(); waited += POLL_MS) {
            if (!Files.readString(status).contains(NO_TRACER)) {
                return Optional.of(new SystemCalls(strace, log));
            }
            Thread.sleep(POLL_MS);
        }
        strace.destroy();
        Files.delete(log);
        return Optional.empty();
    }

    /** Ends the counting: how many of each. */
    Map<String, Long> counted() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(strace.pid())).start().waitFor();
        strace.waitFor(ATTACH_LIMIT_MS, TimeUnit.MILLISECONDS);
        return parse(Files.readString(log));
    }

    /** Of lines {@code name(arguments) = result}; what a futex is for is part of its name. */
    static Map<String, Long> parse(final String log) {
        final Map<String, Long> counts = new TreeMap<>();
        for (final String line : log.lines().toList()) {
            final Matcher call = CALL.matcher(line);
            if (call.find()) {
                counts.merge(call.group(2) == null ? call.group(1) : call.group(2), 1L, Long::sum);
            }
        }
        return counts;
    }

    @Override
    public void close() throws IOException {
        strace.destroy();
        Files.deleteIfExists(log);
    }
}
