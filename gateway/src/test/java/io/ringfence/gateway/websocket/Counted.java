package io.ringfence.gateway.websocket;

import org.agrona.DirectBuffer;

/** A listener that only counts, and allocates nothing while it does. */
class Counted implements FrameListener {
    private volatile int texts;

    int texts() {
        return texts;
    }

    @Override
    public void received(final long nanoTime) {}

    @Override
    public void onOpen() {}

    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    public boolean onText(final DirectBuffer buffer, final int offset, final int length) {
        texts++;
        return true;
    }

    @Override
    public void onPing(final DirectBuffer buffer, final int offset, final int length) {}

    @Override
    public void onClosed(final int code, final String reason) {}
}
