package io.ringfence.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KillSignalTest {
    private static final long PATIENCE_S = 30;

    @Test
    void shouldActOnEachSignalAndSurviveOneThatComesTooLate() throws Exception {
        final Semaphore acted = new Semaphore(0);
        assumeTrue(KillSignal.arm(() -> {
            acted.release();
            throw new IllegalStateException("the engine takes no events any more");
        }));

        for (int i = 0; i < 2; i++) {
            signal();

            assertTrue(acted.tryAcquire(PATIENCE_S, TimeUnit.SECONDS), "the signal did nothing");
            awaitEnd();
        }
    }

    private static void signal() throws Exception {
        final Process kill = new ProcessBuilder(
                        "kill", "-USR1", Long.toString(ProcessHandle.current().pid()))
                .start();
        assertEquals(0, kill.waitFor());
    }

    /** While one is being acted on, another does nothing. */
    private static void awaitEnd() throws InterruptedException {
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("kill-signal")) {
                thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_S));
            }
        }
    }
}
