package io.ringfence.engine.order;

import org.agrona.DirectBuffer;

/** Where decided orders wait until they may leave. Called from the lane that runs {@code orders}; never blocks. */
@FunctionalInterface
public interface Outbox {
    /** Takes everything and sends nothing: for replay, shadow mode and tests. */
    Outbox CLOSED = (record, offset, lengthBytes, causeSequence, receivedNanos) -> true;

    /**
     * Takes a copy of an {@code OrderPlaced}, {@code OrderCancelled}, {@code OrderQueried}, {@code DisasterPlaced} or {@code DisasterCancelled} record.
     *
     * @param record        the SBE record, message header first; valid during the call
     * @param causeSequence the event that caused it, which must be in the journal before it leaves
     * @param receivedNanos {@link System#nanoTime()} when that event's frame arrived; for latency figures only
     * @return false if there is no room. No stage acts on this, since a replay couldn't know it: whoever implements the
     *     outbox reports it as a {@code SendFailure} event, like any other order that did not leave.
     */
    boolean offer(DirectBuffer record, int offset, int lengthBytes, long causeSequence, long receivedNanos);
}
