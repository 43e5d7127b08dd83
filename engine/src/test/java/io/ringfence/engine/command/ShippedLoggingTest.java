package io.ringfence.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.status.Status;
import io.ringfence.engine.process.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;

/** {@code config/logback.xml}, in a context of its own. */
@Isolated("replaces standard output and standard error")
class ShippedLoggingTest {
    private static final long PATIENCE_S = 60;
    private static final int LINES = 50;

    private final LoggerContext context = new LoggerContext();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;

    @TempDir
    private Path home;

    @BeforeEach
    void configure() throws Exception {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty(Home.PROPERTY, home.toString());
        context.putProperty("ringfence.command", "demo");
        final JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("..", "config", "logback.xml").toFile());
    }

    @AfterEach
    void restore() {
        context.stop();
        System.setOut(realOut);
        System.setErr(realErr);
    }

    @Test
    void shouldBeUnderstoodByLogback() {
        assertEquals(
                List.of(),
                context.getStatusManager().getCopyOfStatusList().stream()
                        .filter(status -> status.getEffectiveLevel() >= Status.WARN)
                        .toList());
    }

    @Test
    void shouldLogToStandardErrorAndAFileButNotToStandardOutput() throws Exception {
        final Logger ours = context.getLogger("io.ringfence.engine.Some");

        ours.info("hello {}", 1);
        ours.debug("too much");
        context.getLogger("io.netty.Other").info("not ours");

        context.stop();
        final String file = Files.readString(home.resolve("data/logs/demo.log"));
        assertTrue(file.endsWith("io.ringfence.engine.Some: hello 1\n"), file);
        assertEquals(1, file.lines().count());
        assertTrue(
                err.toString(StandardCharsets.UTF_8).endsWith(" INFO  Some: hello 1\n"),
                err.toString(StandardCharsets.UTF_8));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    /** As with Ctrl-S, or a journal daemon that hangs: loops that trade log, too. */
    @Test
    @Timeout(value = PATIENCE_S, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldNotHoldUpWhoLogsWhenTheTerminalIsHeld() throws Exception {
        final CountDownLatch mayWrite = new CountDownLatch(1);
        // The terminal's monitor is what a line of it that doesn't end holds.
        final CountDownLatch held = new CountDownLatch(1);
        final Thread holding = new Thread(() -> Terminal.ofProcess().aside(() -> {
            held.countDown();
            awaitQuietly(mayWrite);
        }));
        holding.start();
        held.await();

        try {
            for (int i = 0; i < LINES; i++) {
                context.getLogger("io.ringfence.engine.Some").warn("line {}", i);
            }
            while (Files.readString(home.resolve("data/logs/demo.log")).lines().count() < LINES) {
                Thread.sleep(1);
            }
        } finally {
            mayWrite.countDown();
        }

        holding.join();
        context.stop();
        assertEquals(LINES, err.toString(StandardCharsets.UTF_8).lines().count());
    }

    private static void awaitQuietly(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldKeepStackTracesToTheFile() throws Exception {
        context.getLogger("io.ringfence.engine.Some").error("broken", new IllegalStateException("why"));

        context.stop();
        final String file = Files.readString(home.resolve("data/logs/demo.log"));
        assertTrue(file.contains("\tat "), file);
        assertFalse(err.toString(StandardCharsets.UTF_8).contains("\tat "), err.toString(StandardCharsets.UTF_8));
    }
}
