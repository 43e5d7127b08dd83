package io.ringfence.benchmarks.subject;

import io.ringfence.journal.event.EventLayout;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The raw Disruptor's event: as many bytes as the engine's. */
final class Tick {
    /** Of an event where its content doesn't matter. */
    static final int PAYLOAD_BYTES = 64;

    final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(EventLayout.MAX_EVENT_LENGTH));
    int lengthBytes;
    long dueNanos;
}
