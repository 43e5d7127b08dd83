package io.ringfence.engine.assembly;

import io.ringfence.gateway.order.OrderEntry;
import org.agrona.DirectBuffer;

/** Shadow mode: every order is decided and recorded, and comes back as withheld. */
final class ShadowEntry implements OrderEntry {
    @Override
    public Outcome send(final DirectBuffer record, final int offset, final int lengthBytes, final long receivedNanos) {
        return Outcome.WITHHELD;
    }

    @Override
    public boolean isUp() {
        return false;
    }
}
