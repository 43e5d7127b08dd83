package io.ringfence.engine.record;

import org.agrona.DirectBuffer;

/** The event log, as the {@code journal} stage sees it. */
@FunctionalInterface
public interface EventAppender {
    /** Appends one record, or throws: an event that isn't recorded must stop the engine. */
    void append(long sequence, DirectBuffer buffer, int offset, int lengthBytes);
}
