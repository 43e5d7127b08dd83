package io.ringfence.gateway.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ServerSocketFactory;

/** The other end of a websocket on a plain blocking socket, which sends whatever bytes a test wants. */
public final class RawWebSocketServer implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;

    private final ServerSocket listening;
    private final List<Peer> peers = new ArrayList<>();

    public RawWebSocketServer() {
        this(ServerSocketFactory.getDefault());
    }

    public RawWebSocketServer(final ServerSocketFactory sockets) {
        try {
            listening = sockets.createServerSocket(0, 16, InetAddress.getLoopbackAddress());
            listening.setSoTimeout(PATIENCE_MS);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort());
    }

    public URI uri(final String scheme, final String pathAndQuery) {
        return URI.create(scheme + "://localhost:" + listening.getLocalPort() + pathAndQuery);
    }

    /** Accepts a connection and reads its request, without answering. */
    public Peer accept() throws IOException {
        final Peer peer = new Peer(listening.accept());
        peers.add(peer);
        return peer;
    }

    /** Accepts a connection and upgrades it. */
    public Peer acceptWebSocket() throws IOException {
        final Peer peer = accept();
        peer.send(peer.upgradeAnswer());
        return peer;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (final Peer peer : peers) {
            peer.close();
        }
    }

    /** A frame of the client, unmasked. */
    public record Received(int code, boolean masked, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    /** One accepted connection. */
    public static final class Peer {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        private final String request;

        private Peer(final Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = socket.getOutputStream();
            request = readRequest();
        }

        /** The request line and headers as they came. */
        public String request() {
            return request;
        }

        public String requestTarget() {
            return request.split(" ")[1];
        }

        public byte[] upgradeAnswer() {
            return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept(header("Sec-WebSocket-Key")) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        public String header(final String name) {
            return request.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).trim())
                    .findFirst()
                    .orElse(null);
        }

        public void send(final byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        public void sendText(final String text) throws IOException {
            send(Frames.text(text));
        }

        public Received receive() throws IOException {
            final int first = in.readUnsignedByte();
            final int second = in.readUnsignedByte();
            final long length = readLength(second & 0x7F);
            final boolean masked = (second & 0x80) != 0;
            final byte[] mask = new byte[4];
            if (masked) {
                in.readFully(mask);
            }
            final byte[] payload = new byte[(int) length];
            in.readFully(payload);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i & 3];
            }
            return new Received(first & 0x0F, masked, payload);
        }

        /** Whether the client has closed its side; blocks until it says something or does. */
        public boolean seesEnd() throws IOException {
            try {
                return in.read() < 0;
            } catch (final SocketException reset) {
                return true;
            }
        }

        public void close() throws IOException {
            socket.close();
        }

        /** Ends the connection as a crash would. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        private long readLength(final int length7) throws IOException {
            if (length7 == 126) {
                return in.readUnsignedShort();
            }
            return length7 == 127 ? in.readLong() : length7;
        }

        private String readRequest() throws IOException {
            final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int matched = 0;
            while (matched < 4) {
                final int next = in.readUnsignedByte();
                bytes.write(next);
                matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
            }
            return bytes.toString(StandardCharsets.US_ASCII);
        }

        private static String accept(final String key) {
            try {
                final byte[] digest = MessageDigest.getInstance("SHA-1")
                        .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
                return Base64.getEncoder().encodeToString(digest);
            } catch (final GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }
}
