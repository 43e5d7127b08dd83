package io.ringfence.engine.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code ringfence run --mode live} as a process that can be killed, stopped and continued, perhaps as process 1. */
final class CampaignEngine implements AutoCloseable {
    private static final long PATIENCE_S = 60;
    private static final int EXCERPT = 4_000;

    private final Process process;
    private final boolean ownNamespace;
    private final Path err;
    private final Path out;
    private final long startedNanos = System.nanoTime();

    private CampaignEngine(final Process process, final boolean ownNamespace, final Path out, final Path err) {
        this.process = process;
        this.ownNamespace = ownNamespace;
        this.out = out;
        this.err = err;
    }

    /**
     * @param flags        of the JVM
     * @param ownNamespace every such engine is process 1, as in a container; needs the right to make namespaces
     */
    static CampaignEngine start(final Path home, final List<String> flags, final boolean ownNamespace)
            throws IOException {
        final List<String> command = new ArrayList<>();
        if (ownNamespace) {
            command.addAll(List.of("unshare", "-pf", "--mount-proc", "--kill-child"));
        }
        command.addAll(JavaCommand.of(home, flags, List.of("run", "--mode", "live", "--quiet")));
        final Path out = home.resolve("engine.out");
        final Path err = home.resolve("engine.err");
        final Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new CampaignEngine(process, ownNamespace, out, err);
    }

    /** Whether engines may be started as process 1. */
    static boolean mayUnshare() {
        try {
            return new ProcessBuilder("unshare", "-pf", "--mount-proc", "--kill-child", "true")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (final IOException e) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    long startedNanos() {
        return startedNanos;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitStatus() {
        return process.exitValue();
    }

    void kill() throws InterruptedException {
        java().ifPresent(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the engine survives SIGKILL: " + process);
        }
    }

    /** SIGSTOP or SIGCONT. */
    void signal(final String name) throws IOException, InterruptedException {
        final long pid = java().map(ProcessHandle::pid).orElse(process.pid());
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    /** SIGTERM, and its exit status. */
    int end() throws InterruptedException {
        java().ifPresent(ProcessHandle::destroy);
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the engine doesn't end; it said: " + said());
        }
        return process.exitValue();
    }

    /** Below unshare if it has a namespace of its own; empty while it hasn't begun, or is gone. */
    private Optional<ProcessHandle> java() {
        return ownNamespace ? process.children().findFirst() : Optional.of(process.toHandle());
    }

    /** The end of what it printed. */
    String said() {
        return excerpt(out) + excerpt(err);
    }

    private static String excerpt(final Path file) {
        try {
            final String text = Files.readString(file);
            return text.substring(Math.max(0, text.length() - EXCERPT));
        } catch (final IOException e) {
            return "unreadable: " + e;
        }
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
