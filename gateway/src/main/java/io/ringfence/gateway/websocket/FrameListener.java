package io.ringfence.gateway.websocket;

import org.agrona.DirectBuffer;

/**
 * What a websocket client hears. Called on the connection's loop; buffers are valid during the call only. Whatever an
 * implementation throws ends the loop (see {@code PollingLoop}), so bad input must not throw.
 */
public interface FrameListener {
    /** Bytes were read; the calls that follow come from them. {@code nanoTime}: {@link System#nanoTime()} of the read. */
    void received(long nanoTime);

    /** The handshake is done; frames may be written. */
    void onOpen();

    /**
     * A whole text message, reassembled if it came in fragments.
     *
     * @return false if there is no room for what is in it: reading stops, and the same message comes again, before
     *     everything behind it, once {@link WebSocketConnection#resume()} is called
     */
    boolean onText(DirectBuffer buffer, int offset, int length);

    /** A ping, in its place among the messages; it is answered by the connection itself. */
    void onPing(DirectBuffer buffer, int offset, int length);

    /**
     * The connection is gone, or never came up. Last call, exactly one per connection, and not before every whole
     * message that arrived has been taken.
     *
     * @param code of {@link CloseCode}, or what the peer sent
     */
    void onClosed(int code, String reason);
}
