package io.ringfence.engine.alarm;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts a program for each alarm, with its fields in the environment: {@code RINGFENCE_ALARM_KIND}, {@code _SYMBOL}, {@code _ORDER_ID},
 * {@code _EXPECTED}, {@code _ACTUAL}, {@code _ENGINE_ID}, {@code _EPOCH}, {@code _SEQUENCE}, {@code _TEXT}. Exit status 0 is a delivery. What
 * takes too long is killed. Its output goes nowhere. Of the engine's environment it gets all but what is named {@code RINGFENCE_...}: the account's keys are there.
 */
final class LocalCommand implements AlarmPlace {
    private static final String OURS = "RINGFENCE_";
    private static final String PREFIX = OURS + "ALARM_";
    private static final File NOWHERE = new File("/dev/null");

    private final List<String> command;
    private final Duration timeout;

    LocalCommand(final List<String> command, final Duration timeout) {
        this.command = command;
        this.timeout = timeout;
    }

    @Override
    public String name() {
        return "command";
    }

    @Override
    public void deliver(final AlarmNotice alarm) throws IOException, InterruptedException {
        final ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(NOWHERE)
                .redirectOutput(NOWHERE);
        describe(alarm, builder.environment());
        final Process process = builder.start();
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("program=" + command.get(0) + " took longer than " + timeout.toMillis() + " ms");
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException("program=" + command.get(0) + " ended with status=" + process.exitValue());
        }
    }

    /** @param environment a copy of the engine's */
    static void describe(final AlarmNotice alarm, final Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith(OURS));
        environment.put(PREFIX + "KIND", alarm.kind());
        environment.put(PREFIX + "SYMBOL", alarm.symbol());
        environment.put(PREFIX + "ORDER_ID", alarm.orderId());
        environment.put(PREFIX + "EXPECTED", Long.toString(alarm.expected()));
        environment.put(PREFIX + "ACTUAL", Long.toString(alarm.actual()));
        environment.put(PREFIX + "ENGINE_ID", Integer.toString(alarm.engineId()));
        environment.put(PREFIX + "EPOCH", Integer.toString(alarm.epoch()));
        environment.put(PREFIX + "SEQUENCE", Long.toString(alarm.sequence()));
        environment.put(PREFIX + "TEXT", alarm.text());
    }
}
