package io.ringfence.gateway.session;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Writes requests of the venue's websocket API. Called on the orders loop; allocates nothing per order. */
public interface OrderRequestEncoder {
    /** {@link #encodeLogon} of a key that signs every request by itself. */
    int NO_LOGON = 0;

    /**
     * Writes the request for an {@code OrderPlaced}, {@code OrderCancelled}, {@code OrderQueried}, {@code DisasterPlaced} or {@code
     * DisasterCancelled} record.
     *
     * @param target filled from offset 0, {@link OrderEntrySession#MAX_REQUEST_LENGTH} bytes
     * @return the request's length in bytes
     */
    int encodeOrder(DirectBuffer record, int offset, int lengthBytes, MutableDirectBuffer target);

    /**
     * Writes a {@code session.logon} request under {@code requestId}.
     *
     * @return its length in bytes, or {@link #NO_LOGON}
     */
    int encodeLogon(long requestId, MutableDirectBuffer target);
}
