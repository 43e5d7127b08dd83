package io.ringfence.gateway.session;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.ControlledMessageHandler.Action;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The one bounded way from every other source of events to the inbound thread. Each source puts encoded events in
 * through a sink of its own; the inbound thread drains them in the order in which they were committed.
 *
 * <pre>
 *   a record:  0                8
 *              | receivedNanos  | the event, SBE message header first
 * </pre>
 *
 * Allocates nothing after construction. Full means that the source waits: nothing is dropped or conflated here.
 */
public final class HandOver {
    /** Room for some thousand reports. */
    public static final int DEFAULT_CAPACITY_BYTES = 1 << 20;

    static final int MAX_RECORD_LENGTH = Long.BYTES + EventLayout.MAX_EVENT_LENGTH;

    private static final int EVENT = 1;
    private static final long RETRY_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** Takes events on the inbound thread. */
    @FunctionalInterface
    public interface Handler {
        /**
         * @param receivedNanos {@link System#nanoTime()} of the bytes that it came from; 0: unknown
         * @return false without room: the event, and those behind it, stay
         */
        boolean onEvent(DirectBuffer buffer, int offset, int lengthBytes, long receivedNanos);
    }

    private final RingBuffer ring;
    private final Runnable onHandedOver;
    private final ControlledMessageHandler adapter = this::onRecord;
    private Handler handler;
    private int taken;
    private boolean refused;
    private volatile boolean closed;

    /**
     * @param capacityBytes a power of two, at least eight of the longest events
     * @param onHandedOver  called after each event, on the source's thread: wakes the inbound loop if it sleeps
     */
    public HandOver(final int capacityBytes, final Runnable onHandedOver) {
        if (!BitUtil.isPowerOfTwo(capacityBytes) || capacityBytes < Byte.SIZE * MAX_RECORD_LENGTH) {
            throw new IllegalArgumentException("handOver capacityBytes=" + capacityBytes
                    + " must be a power of two and at least " + Byte.SIZE * MAX_RECORD_LENGTH);
        }
        this.ring = new ManyToOneRingBuffer(new UnsafeBuffer(BufferUtil.allocateDirectAligned(
                capacityBytes + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
        this.onHandedOver = onHandedOver;
    }

    /** A sink for one thread, whose commit is refused while there is no room. */
    public EventSink sink() {
        return new Sink();
    }

    /** A sink for one thread that may block: its commit waits for room, and is refused only after {@link #close()}. */
    public EventSink waitingSink() {
        return new WaitingSink();
    }

    /**
     * Hands on what has come, in order. Called from the inbound thread alone. Reads twice, since the ring stops reading
     * where its memory ends.
     *
     * @return the number of events that the handler took, at most {@code limit}
     */
    public int drain(final Handler eventHandler, final int limit) {
        handler = eventHandler;
        taken = 0;
        refused = false;
        ring.controlledRead(adapter, limit);
        if (taken < limit && !refused) {
            ring.controlledRead(adapter, limit - taken);
        }
        return taken;
    }

    /** Bytes that wait, for counters; any thread. */
    public int waitingBytes() {
        return ring.size();
    }

    /** Lets no source wait any longer. Any thread. */
    public void close() {
        closed = true;
    }

    private Action onRecord(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        final long receivedNanos = buffer.getLong(index);
        if (!handler.onEvent(buffer, index + Long.BYTES, length - Long.BYTES, receivedNanos)) {
            refused = true;
            return Action.ABORT;
        }
        taken++;
        return Action.CONTINUE;
    }

    private boolean put(final DirectBuffer event, final int lengthBytes, final long receivedNanos) {
        final int index = ring.tryClaim(EVENT, Long.BYTES + lengthBytes);
        if (index < 0) {
            return false;
        }
        final MutableDirectBuffer target = ring.buffer();
        target.putLong(index, receivedNanos);
        target.putBytes(index + Long.BYTES, event, 0, lengthBytes);
        ring.commit(index);
        onHandedOver.run();
        return true;
    }

    /** Events are filled outside the ring, so that one which turns out malformed never claimed a place in it. */
    private class Sink implements EventSink {
        private final UnsafeBuffer event = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        private long receivedNanos;

        @Override
        public MutableDirectBuffer claim() {
            return event;
        }

        @Override
        public boolean commit(final int lengthBytes) {
            return put(event, lengthBytes, receivedNanos);
        }

        @Override
        public void received(final long nanoTime) {
            receivedNanos = nanoTime;
        }
    }

    private final class WaitingSink extends Sink {
        @Override
        public boolean commit(final int lengthBytes) {
            while (!super.commit(lengthBytes)) {
                if (closed || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
            return true;
        }
    }
}
