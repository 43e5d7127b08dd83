package io.ringfence.benchmarks.subject;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The venue's end of one connection. Blocks until {@link #spin()}. Owned by the measuring thread. */
interface VenueSocket extends AutoCloseable {
    /**
     * Takes what has come, without the wrapping of TLS.
     *
     * @return how many bytes; 0: none; negative: the peer has closed
     */
    int read(ByteBuffer into) throws IOException;

    void writeAll(ByteBuffer bytes) throws IOException;

    /** From now on a read returns at once. */
    void spin() throws IOException;

    @Override
    void close() throws IOException;

    /** Without TLS. */
    static VenueSocket plain(final SocketChannel socket) throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new Plain(socket);
    }

    /** Bytes as they are. */
    record Plain(SocketChannel socket) implements VenueSocket {
        @Override
        public int read(final ByteBuffer into) throws IOException {
            return socket.read(into);
        }

        @Override
        public void writeAll(final ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
        }

        @Override
        public void spin() throws IOException {
            socket.configureBlocking(false);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
