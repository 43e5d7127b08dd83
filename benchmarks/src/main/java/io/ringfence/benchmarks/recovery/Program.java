package io.ringfence.benchmarks.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code scripts/ringfence} as a process; what it prints goes to files. */
final class Program implements AutoCloseable {
    private static final long PATIENCE_S = 300;
    private static final long POLL_MS = 5;

    private final Process process;
    private final Path out;
    private final Path err;

    private Program(final Process process, final Path out, final Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static Program start(final Path home, final Path folder, final String name, final List<String> arguments)
            throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(home.resolve("scripts/ringfence").toString());
        command.addAll(arguments);
        final Path out = folder.resolve(name + ".out");
        final Path err = folder.resolve(name + ".err");
        final Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        // Who interrupts the benchmark doesn't want to look for what it has started.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, name));
        return new Program(process, out, err);
    }

    /** Waits until it has printed that. */
    MatchResult await(final Pattern text) throws IOException, InterruptedException {
        final long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (System.nanoTime() < deadlineNanos) {
            final boolean alive = process.isAlive();
            final Matcher matcher = text.matcher(output());
            if (matcher.find()) {
                return matcher.toMatchResult();
            }
            if (!alive) {
                break;
            }
            Thread.sleep(POLL_MS);
        }
        throw new IllegalStateException("never printed: " + text + "; see " + out + " and " + err);
    }

    /** What it prints, once it has ended well. */
    String result() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("failed or hangs; see " + out + " and " + err);
        }
        return output();
    }

    String output() throws IOException {
        return Files.readString(out);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
