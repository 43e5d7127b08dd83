package io.ringfence.gateway.session;

import org.agrona.DirectBuffer;

/** Turns text frames into inbound events. Called on the thread that reads the socket; never throws on any content. */
@FunctionalInterface
public interface FrameDecoder {
    /** @return false without room: nothing was taken, the same frame comes again */
    boolean onFrame(DirectBuffer buffer, int offset, int lengthBytes);

    /** The connection is gone: a frame that found no room isn't going to come again. */
    default void forget() {}
}
