package io.ringfence.engine.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A JVM of its own with this one's class path and access flags: to be measured, to end by itself, or to be killed. */
public final class ChildJvm implements AutoCloseable {
    private static final long MAX_SECONDS = 120;
    private static final long POLL_MS = 2;
    private static final List<String> INHERITED = List.of("--add-opens", "--add-exports", "--enable-", "--sun-misc");

    private final Process process;
    private final Path out;
    private final Path err;

    private ChildJvm(final Process process, final Path out, final Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * @param folder gets what it prints
     * @param flags  for the JVM
     */
    public static ChildJvm start(
            final Path folder, final List<String> flags, final Class<?> main, final String... arguments)
            throws IOException {
        return startWithin(List.of(), folder, flags, main, arguments);
    }

    /**
     * The same as the child of another program.
     *
     * @param wrapper that program and its options; what is to run is put behind them
     */
    public static ChildJvm startWithin(
            final List<String> wrapper,
            final Path folder,
            final List<String> flags,
            final Class<?> main,
            final String... arguments)
            throws IOException {
        final List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> INHERITED.stream().anyMatch(argument::startsWith))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dchronicle.analytics.disable=true",
                "-Dchronicle.announcer.disable=true"));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        final Path out = Files.createTempFile(folder, "child", ".out");
        final Path err = Files.createTempFile(folder, "child", ".err");
        final Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new ChildJvm(process, out, err);
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Its exit status; fails if it doesn't end within two minutes. */
    public int await() throws InterruptedException {
        if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the child doesn't end; it said: " + errors());
        }
        return process.exitValue();
    }

    /** Waits until {@code condition} holds; fails if the child ends before. */
    public void awaitWhileAlive(final String what, final BooleanSupplier condition) throws InterruptedException {
        final long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadlineNanos) {
                throw new AssertionError(
                        "never happened: " + what + "; the child is " + process + " and said: " + errors());
            }
            Thread.sleep(POLL_MS);
        }
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        await();
    }

    public List<String> output() {
        return read(out).lines().toList();
    }

    public String errors() {
        return read(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            return "unreadable: " + e;
        }
    }
}
