package io.ringfence.gateway.order;

import org.agrona.DirectBuffer;

/**
 * The way out for orders: encodes a decided order for its venue and writes it. Called from the loop that runs
 * {@code orders} alone. Never blocks; a refusal is a return value.
 */
public interface OrderEntry {
    enum Outcome {
        /** The bytes were handed to the socket. */
        WRITTEN,
        NOT_CONNECTED,
        NOT_WRITABLE,
        /** This way out never sends anything. */
        WITHHELD
    }

    /**
     * Encodes and writes an {@code OrderPlaced}, {@code OrderCancelled}, {@code OrderQueried}, {@code DisasterPlaced} or
     * {@code DisasterCancelled} record.
     *
     * @param record        the SBE record, message header first
     * @param receivedNanos {@link System#nanoTime()} when the frame arrived that caused it; for latency figures only
     */
    Outcome send(DirectBuffer record, int offset, int lengthBytes, long receivedNanos);

    /** Whether {@link #send} would find a connected, logged-on session now. */
    boolean isUp();
}
