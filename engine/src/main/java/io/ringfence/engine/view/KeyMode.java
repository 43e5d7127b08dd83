package io.ringfence.engine.view;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

/** Whether the terminal gives each key as it is pressed, or line by line; as before when it is closed. */
final class KeyMode implements AutoCloseable {
    /** As it is. */
    static final KeyMode LINES = new KeyMode(false);

    private static final long PATIENCE_S = 2;

    private final boolean single;
    private final Thread restoring;

    private KeyMode(final boolean single) {
        this.single = single;
        restoring = new Thread(() -> stty("icanon echo"), "restore-terminal");
    }

    /** Key by key, where {@code stty} can do that. */
    static KeyMode single() {
        final KeyMode mode = new KeyMode(stty("-icanon -echo min 0"));
        if (mode.single) {
            Runtime.getRuntime().addShutdownHook(mode.restoring);
        }
        return mode;
    }

    String hint() {
        return single ? "q" : "q and Enter";
    }

    private static boolean stty(final String settings) {
        try {
            final Process process = new ProcessBuilder("sh", "-c", "stty " + settings + " < /dev/tty")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            return process.waitFor(PATIENCE_S, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (final IOException e) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (single) {
            Runtime.getRuntime().removeShutdownHook(restoring);
            restoring.run();
        }
    }
}
