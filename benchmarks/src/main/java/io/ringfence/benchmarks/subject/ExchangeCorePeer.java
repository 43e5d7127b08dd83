package io.ringfence.benchmarks.subject;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * exchange-core, flooded with orders by a driver of ours in a JVM and class path of its own: it brings other versions of our
 * libraries. {@code scripts/bench} prepares it.
 */
public final class ExchangeCorePeer {
    /** Names the class path that was prepared. */
    private static final String CLASS_PATH = "ringfence.exchangeCore";

    private static final String DRIVER = "io.ringfence.peer.ExchangeCoreFlood";
    private static final Pattern RESULT = Pattern.compile("(\\d+) (\\d+)");
    private static final long START_S = 30;
    /** Orders that were filled before their turn to be cancelled came; of a thousand commands. */
    private static final int LEAST_SUCCEEDED = 800;

    private final String classPath;

    private ExchangeCorePeer(final String classPath) {
        this.classPath = classPath;
    }

    /** Empty where nothing was prepared: its jars could not be had. */
    public static Optional<ExchangeCorePeer> prepared() {
        return Optional.ofNullable(System.getProperty(CLASS_PATH))
                .filter(path -> !path.isEmpty())
                .map(ExchangeCorePeer::new);
    }

    /**
     * Starts it, warms it up, and lets it take what it can.
     *
     * @return commands a second, all of them done
     * @throws IllegalStateException if it fails, hangs, or refuses what it should take
     */
    public double perSecond(final long warmUpMs, final long forMs) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(command(warmUpMs, forMs))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            final String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            final Matcher result = RESULT.matcher(printed);
            if (!process.waitFor(START_S, TimeUnit.SECONDS) || !result.matches()) {
                throw new IllegalStateException("exchange-core printed '" + printed + "'");
            }
            if (Integer.parseInt(result.group(2)) < LEAST_SUCCEEDED) {
                throw new IllegalStateException("exchange-core took only " + result.group(2) + " of 1000 commands");
            }
            return Double.parseDouble(result.group(1));
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> command(final long warmUpMs, final long forMs) {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        for (final String opened : List.of(
                "java.base/java.lang",
                "java.base/java.lang.reflect",
                "java.base/java.nio",
                "java.base/java.util",
                "java.base/sun.nio.ch",
                "java.base/jdk.internal.misc",
                "java.base/jdk.internal.ref")) {
            command.add("--add-opens=" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC", "-cp", classPath, DRIVER));
        command.add(Long.toString(warmUpMs));
        command.add(Long.toString(forMs));
        return command;
    }
}
