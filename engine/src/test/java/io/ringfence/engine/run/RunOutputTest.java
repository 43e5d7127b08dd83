package io.ringfence.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.process.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunOutputTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void shouldSayWhatTheEngineIsBeforeWhatItDoes() throws InterruptedException {
        try (RunOutput output = output(written)) {
            output.line("#7 order BTCUSDT");
            output.said("nothing held");

            output.introduction(Map.of("mode", "live"));
            output.line("#8 fill BTCUSDT");
        }

        final List<String> lines = lines(4);
        assertEquals("recovery: nothing held", lines.get(0));
        assertEquals("mode         live", lines.get(1));
        assertTrue(lines.get(2).endsWith(" #7 order BTCUSDT"), () -> lines.get(2));
        assertTrue(lines.get(3).endsWith(" #8 fill BTCUSDT"), () -> lines.get(3));
    }

    @Test
    void shouldTellWhatAStartDidThatFailed() throws InterruptedException {
        try (RunOutput output = output(written)) {
            output.line("#7 stop BTCUSDT");
        }

        final String line = lines(1).get(0);
        assertTrue(line.endsWith(" #7 stop BTCUSDT"), line);
    }

    /** As with Ctrl-S, or a pipe whose reader sleeps. */
    @Test
    void shouldNotWaitForATerminalThatIsHeld() throws InterruptedException {
        final HeldStream held = new HeldStream();
        try (RunOutput output = output(held)) {
            output.introduction(Map.of("mode", "live"));
            held.reached.await();

            for (int i = 0; i <= RunOutput.CAPACITY; i++) {
                output.line("#" + i + " order BTCUSDT");
            }
            held.mayWrite.countDown();
        }

        final List<String> lines = lines(RunOutput.CAPACITY + 2);
        assertEquals(
                "1 lines are missing here: nobody read them in time; the journal has what they told",
                lines.get(RunOutput.CAPACITY + 1));
    }

    private RunOutput output(final OutputStream to) {
        return new RunOutput(new PrintStream(to, true, StandardCharsets.UTF_8), false, Terminal.ofProcess());
    }

    /** What is printed comes from another thread. */
    private List<String> lines(final int count) throws InterruptedException {
        List<String> lines = List.of();
        while (lines.size() < count) {
            Thread.sleep(1);
            lines = written.toString(StandardCharsets.UTF_8).lines().toList();
        }
        assertEquals(count, lines.size());
        return lines;
    }

    private final class HeldStream extends OutputStream {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch mayWrite = new CountDownLatch(1);

        @Override
        public void write(final int one) {
            reached.countDown();
            try {
                mayWrite.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            written.write(one);
        }
    }
}
