package io.ringfence.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How long this process has lived, the Java virtual machine's own start included. Linux says it to 10 ms; elsewhere nobody
 * says it well enough.
 */
public final class ProcessAge {
    private static final Path STAT = Path.of("/proc/self/stat");
    private static final Path UPTIME = Path.of("/proc/uptime");
    /** Of what Linux shows to programs, on every processor that it runs Java on. */
    private static final long NS_PER_TICK = 10_000_000;

    private static final double NS_PER_S = 1e9;
    /** Behind the name in brackets, which may hold anything. */
    private static final int START_TIME = 20;

    private ProcessAge() {}

    /** In ns; empty where it isn't known. */
    public static OptionalLong ns() {
        try {
            final String stat = Files.readString(STAT);
            final String[] fields = stat.substring(stat.lastIndexOf(')') + 1).split(" ");
            final long startNs = Long.parseLong(fields[START_TIME]) * NS_PER_TICK;
            final long nowNs =
                    (long) (Double.parseDouble(Files.readString(UPTIME).split(" ")[0]) * NS_PER_S);
            return OptionalLong.of(Math.max(0, nowNs - startNs));
        } catch (final IOException | RuntimeException e) {
            return OptionalLong.empty();
        }
    }
}
