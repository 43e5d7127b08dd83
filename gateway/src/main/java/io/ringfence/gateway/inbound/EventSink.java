package io.ringfence.gateway.inbound;

import org.agrona.MutableDirectBuffer;

/**
 * Where a decoder puts inbound events. One sink stands before the ring (inbound thread), another before the hand-over
 * (every other source); decoders don't know which.
 *
 * <p>Use: {@link #claim()}, encode an SBE event from offset 0 (header fields by {@code EventLayout.describe}; sequence,
 * epoch and receive time are stamped later), {@link #commit(int)}. A claim that isn't committed is simply claimed again,
 * so a frame that turns out malformed leaves nothing behind. Owned by one thread.
 */
public interface EventSink {
    /** A buffer of at least {@code EventLayout.MAX_EVENT_LENGTH} bytes, to be filled from offset 0; never null. */
    MutableDirectBuffer claim();

    /**
     * Hands in the claimed event.
     *
     * @return false if there is no room: nothing was taken, the caller stops reading its source and comes again with
     *     the same event. A quote or mark price is never refused: without room it is conflated.
     */
    boolean commit(int lengthBytes);

    /**
     * Says when the bytes arrived that the next commits come from.
     *
     * @param nanoTime {@link System#nanoTime()} right after the read; for latency figures only
     */
    void received(long nanoTime);
}
