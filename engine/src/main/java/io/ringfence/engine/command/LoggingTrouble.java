package io.ringfence.engine.command;

import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import io.ringfence.engine.process.Spool;

/**
 * Prints, aside, what goes wrong with logging itself to standard error; Logback would print it to standard output, which belongs
 * to results. Made by Logback, because {@code config/logback.xml} names it; called from any thread.
 */
public final class LoggingTrouble implements StatusListener {
    private static final int CAPACITY = 256;

    private final Spool<String> spool =
            new Spool<>("log-trouble", CAPACITY, System.err::println, lost -> "logging: lines=" + lost + " lost here");

    @Override
    public void addStatusEvent(final Status status) {
        if (status.getEffectiveLevel() >= Status.WARN) {
            spool.offer("logging: " + status.getMessage());
        }
    }
}
