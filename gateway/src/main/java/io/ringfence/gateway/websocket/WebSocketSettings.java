package io.ringfence.gateway.websocket;

import io.netty.handler.ssl.SslContext;
import java.util.concurrent.Executor;

/**
 * @param maxMessageLength    bytes; a longer message closes the connection with 1009
 * @param receiveBufferLength bytes read at once
 * @param connectTimeoutMs    for the TCP connection
 * @param handshakeTimeoutMs  from the start of the connection to its first frame, TLS included
 * @param closeTimeoutMs      how long the peer may take to answer our close frame
 * @param tls                 for wss addresses; may be null if there are none
 * @param tlsTasks            runs the slow parts of a TLS handshake, off the loop
 */
public record WebSocketSettings(
        int maxMessageLength,
        int receiveBufferLength,
        int connectTimeoutMs,
        int handshakeTimeoutMs,
        int closeTimeoutMs,
        SslContext tls,
        Executor tlsTasks) {

    private static final int MAX_MESSAGE_LENGTH = 1 << 20;
    /** The largest buffer that Netty's thread cache keeps, so that reading takes no lock. */
    private static final int RECEIVE_BUFFER_LENGTH = 32 * 1024;

    private static final int TIMEOUT_MS = 10_000;
    private static final int CLOSE_TIMEOUT_MS = 1_000;

    /** 1 MiB a message, 32 KiB a read, 10 s to connect and again to shake hands, 1 s to part. */
    public static WebSocketSettings of(final SslContext tls, final Executor tlsTasks) {
        return new WebSocketSettings(
                MAX_MESSAGE_LENGTH, RECEIVE_BUFFER_LENGTH, TIMEOUT_MS, TIMEOUT_MS, CLOSE_TIMEOUT_MS, tls, tlsTasks);
    }

    /** The same without TLS: a wss address is refused. */
    public static WebSocketSettings plain() {
        return of(null, Runnable::run);
    }
}
