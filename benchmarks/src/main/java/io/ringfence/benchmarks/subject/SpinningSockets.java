package io.ringfence.benchmarks.subject;

import io.ringfence.benchmarks.rig.Cores;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The floor: a thread that spins on one socket and writes what it read into another. */
public final class SpinningSockets extends SpinningAnswerer {
    private static final int BUFFER_BYTES = 1 << 14;
    private static final long JOIN_MS = TimeUnit.SECONDS.toMillis(5);

    private final byte[] payload;
    private final Thread thread;
    private volatile boolean running = true;

    /** @param payload of every round trip */
    public SpinningSockets(final Cores cores, final byte[] payload) throws IOException {
        super(Optional.empty());
        this.payload = payload;
        final SocketChannel in = connect();
        wire.acceptMarket(false);
        final SocketChannel out = connect();
        wire.acceptOrders(false);
        thread = new Thread(() -> run(cores, in, out), "spinning-sockets");
        thread.setDaemon(true);
        thread.start();
    }

    private SocketChannel connect() throws IOException {
        final SocketChannel socket = SocketChannel.open(wire.address());
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.configureBlocking(false);
        return socket;
    }

    private void run(final Cores cores, final SocketChannel in, final SocketChannel out) {
        pin(cores);
        final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (in;
                out) {
            while (running) {
                gate.pass();
                if (in.read(buffer.clear()) > 0) {
                    buffer.flip();
                    while (buffer.hasRemaining()) {
                        out.write(buffer);
                    }
                }
            }
        } catch (final IOException e) {
            running = false; // The measuring side sees a lost round trip.
        }
    }

    @Override
    public String name() {
        return "spinning sockets";
    }

    @Override
    public long roundTrip() throws IOException {
        return wire.plainRoundTrip(payload);
    }

    @Override
    void endThread() throws InterruptedException {
        running = false;
        thread.join(JOIN_MS);
    }
}
