package io.ringfence.engine.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import java.util.Iterator;

/**
 * Writes to the appenders below it on a thread of its own, so that no loop that logs ever waits for a terminal or a disk. What finds no room is counted, and the
 * log says so when it flows again; warnings find room for longer. Logback's own appender of this kind loses silently, or waits. Made by Logback, because {@code
 * config/logback.xml} names it.
 */
public final class AsideAppender extends UnsynchronizedAppenderBase<ILoggingEvent>
        implements AppenderAttachable<ILoggingEvent> {
    /** Lines that may wait. */
    static final int CAPACITY = 8_192;
    /** Of these, places that only warnings and errors take. */
    static final int FOR_WARNINGS = 2_048;

    private final AppenderAttachableImpl<ILoggingEvent> below = new AppenderAttachableImpl<>();
    private Spool<ILoggingEvent> spool;

    @Override
    public void start() {
        spool = new Spool<>("log-" + getName(), CAPACITY, below::appendLoopOnAppenders, this::loss);
        super.start();
    }

    @Override
    protected void append(final ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        spool.offer(event, event.getLevel().isGreaterOrEqual(Level.WARN) ? 0 : FOR_WARNINGS);
    }

    private ILoggingEvent loss(final long lines) {
        final String name = AsideAppender.class.getName();
        return new LoggingEvent(
                name,
                ((LoggerContext) getContext()).getLogger(name),
                Level.WARN,
                "lines={} are missing before this one: they found no room while this log couldn't be written",
                null,
                new Object[] {lines});
    }

    /** Writes what waits; what can't be written in time stays with the thread. */
    @Override
    public void stop() {
        if (isStarted()) {
            super.stop();
            if (spool.close()) {
                below.detachAndStopAllAppenders();
            }
        }
    }

    @Override
    public void addAppender(final Appender<ILoggingEvent> appender) {
        below.addAppender(appender);
    }

    @Override
    public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
        return below.iteratorForAppenders();
    }

    @Override
    public Appender<ILoggingEvent> getAppender(final String appender) {
        return below.getAppender(appender);
    }

    @Override
    public boolean isAttached(final Appender<ILoggingEvent> appender) {
        return below.isAttached(appender);
    }

    @Override
    public void detachAndStopAllAppenders() {
        below.detachAndStopAllAppenders();
    }

    @Override
    public boolean detachAppender(final Appender<ILoggingEvent> appender) {
        return below.detachAppender(appender);
    }

    @Override
    public boolean detachAppender(final String appender) {
        return below.detachAppender(appender);
    }
}
