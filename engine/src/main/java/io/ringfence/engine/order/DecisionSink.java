package io.ringfence.engine.order;

import org.agrona.DirectBuffer;

/** Where the decisions of every event go: the decision log, or replay's comparison with it. */
@FunctionalInterface
public interface DecisionSink {
    /** For runs whose decisions nobody keeps. */
    DecisionSink NONE = (sequence, payload, offset, lengthBytes) -> {};

    /**
     * Takes a copy of all decisions of one event; not called for an event without any.
     *
     * @param payload the bytes of the sections in stage order, each a row of records behind their lengths, as
     *     {@code Section} describes; valid during the call
     */
    void append(long sequence, DirectBuffer payload, int offset, int lengthBytes);
}
