package io.ringfence.benchmarks.subject;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/** The server's side of TLS over another socket, by the JDK's engine: what is written at once is one record. */
final class TlsVenueSocket implements VenueSocket {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final VenueSocket socket;
    private final SSLEngine engine;
    /** Records that have come, ready to be filled further. */
    private final ByteBuffer received;

    private final ByteBuffer sent;
    /** Decrypted, ready to be filled further. */
    private final ByteBuffer opened;

    /** Shakes hands; blocks. */
    TlsVenueSocket(final VenueSocket socket, final SSLEngine engine) throws IOException {
        this.socket = socket;
        this.engine = engine;
        received = ByteBuffer.allocate(2 * engine.getSession().getPacketBufferSize());
        sent = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        opened = ByteBuffer.allocate(2 * engine.getSession().getApplicationBufferSize());
        engine.setUseClientMode(false);
        engine.beginHandshake();
        shakeHands();
    }

    private void shakeHands() throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
            status = switch (status) {
                case NEED_TASK -> doTasks();
                case NEED_WRAP -> wrap(NOTHING);
                default -> {
                    if (open().getStatus() == Status.BUFFER_UNDERFLOW && socket.read(received) < 0) {
                        throw new IOException("the peer went away during the handshake of TLS");
                    }
                    yield engine.getHandshakeStatus();
                }
            };
        }
    }

    private HandshakeStatus doTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return engine.getHandshakeStatus();
    }

    private HandshakeStatus wrap(final ByteBuffer bytes) throws IOException {
        sent.clear();
        final SSLEngineResult result = engine.wrap(bytes, sent);
        if (result.getStatus() != Status.OK) {
            throw new IOException("TLS: nothing could be sent: " + result);
        }
        sent.flip();
        socket.writeAll(sent);
        return result.getHandshakeStatus() == HandshakeStatus.FINISHED
                ? engine.getHandshakeStatus()
                : result.getHandshakeStatus();
    }

    private SSLEngineResult open() throws IOException {
        received.flip();
        try {
            return engine.unwrap(received, opened);
        } finally {
            received.compact();
        }
    }

    @Override
    public int read(final ByteBuffer into) throws IOException {
        // What came with the end of the handshake is here already, and while the socket blocks nothing may come after
        // it.
        openAll();
        if (opened.position() == 0 && (socket.read(received) < 0 || openAll() == Status.CLOSED)) {
            return -1;
        }
        return give(into);
    }

    private Status openAll() throws IOException {
        Status status = Status.BUFFER_UNDERFLOW;
        int before = 0;
        while (received.position() != before && status != Status.CLOSED) {
            before = received.position();
            status = open().getStatus();
        }
        return status;
    }

    private int give(final ByteBuffer into) {
        opened.flip();
        final int given = Math.min(opened.remaining(), into.remaining());
        into.put(into.position(), opened, 0, given);
        into.position(into.position() + given);
        opened.position(given);
        opened.compact();
        return given;
    }

    @Override
    public void writeAll(final ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            wrap(bytes);
        }
    }

    @Override
    public void spin() throws IOException {
        socket.spin();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
