package io.ringfence.engine.process;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;

/** Logs to the terminal without writing into its live line; waits as long as the terminal is held. Made by Logback, because {@code config/logback.xml} names it. */
public final class TerminalAppender extends ConsoleAppender<ILoggingEvent> {
    @Override
    protected void subAppend(final ILoggingEvent event) {
        Terminal.ofProcess().aside(() -> super.subAppend(event));
    }
}
