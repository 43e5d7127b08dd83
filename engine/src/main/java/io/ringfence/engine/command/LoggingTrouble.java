package io.ringfence.engine.command;

import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;

/**
 * Prints what goes wrong with logging itself to standard error; Logback would print it to standard output, which belongs
 * to results. Made by Logback, because {@code config/logback.xml} names it; called from any thread.
 */
public final class LoggingTrouble implements StatusListener {
    @Override
    public void addStatusEvent(final Status status) {
        if (status.getEffectiveLevel() >= Status.WARN) {
            System.err.println("logging: " + status.getMessage());
        }
    }
}
