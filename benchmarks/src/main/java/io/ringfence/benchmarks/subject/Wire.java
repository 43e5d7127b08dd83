package io.ringfence.benchmarks.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The venue's end of two sockets, without a library: sends a frame on the one and spins until an answer is whole on the
 * other. So a round trip is measured outside of whatever answers. Owned by the measuring thread.
 */
public final class Wire implements AutoCloseable {
    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int BUFFER_BYTES = 1 << 14;
    /** What a round trip may take, ns. */
    public static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long OWED_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int SHORT_HEADER = 2;
    private static final int MEDIUM_HEADER = 4;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final int MASK_BYTES = 4;
    private static final int FINAL_TEXT = 0x81;

    /** It took longer than {@link #LIMIT_NANOS}. */
    public static final long LOST = -1;

    private final ServerSocketChannel server;
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    /** A trip was lost, and nothing has come of it since. */
    private boolean owed;

    private final Optional<LoopbackTls> tls;
    private VenueSocket market;
    private VenueSocket orders;

    /** @param tls empty: nothing is encrypted */
    public Wire(final Optional<LoopbackTls> tls) {
        this.tls = tls;
        try {
            server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) server.getLocalAddress();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return URI.create((tls.isPresent() ? "wss://" + LoopbackTls.HOST : "ws://127.0.0.1") + ":"
                + address().getPort() + "/");
    }

    /** Takes the two connections, the market's first; shakes hands if they are websockets. Blocks. */
    public void acceptMarket(final boolean websocket) throws IOException {
        market = accept(websocket);
    }

    /** As {@link #acceptMarket}, the second. */
    public void acceptOrders(final boolean websocket) throws IOException {
        orders = accept(websocket);
    }

    private VenueSocket accept(final boolean websocket) throws IOException {
        final VenueSocket plain = VenueSocket.plain(server.accept());
        final VenueSocket socket =
                tls.isPresent() ? new TlsVenueSocket(plain, tls.get().venueEngine()) : plain;
        if (websocket) {
            shakeHands(socket);
        }
        socket.spin();
        return socket;
    }

    private static void shakeHands(final VenueSocket socket) throws IOException {
        final ByteBuffer request = ByteBuffer.allocate(BUFFER_BYTES);
        String text = "";
        while (!text.contains("\r\n\r\n")) {
            if (socket.read(request) < 0) {
                throw new IOException("the peer went away during the handshake");
            }
            text = new String(request.array(), 0, request.position(), StandardCharsets.US_ASCII);
        }
        final Matcher key = KEY.matcher(text);
        if (!key.find()) {
            throw new IOException("no key in the handshake");
        }
        socket.writeAll(
                ByteBuffer.wrap(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: " + acceptKey(key.group(1)) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII)));
    }

    static String acceptKey(final String key) {
        try {
            final byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A frame out, a whole frame back: ns, or {@link #LOST}. */
    public long roundTrip(final byte[] text) throws IOException {
        awaitOwed();
        frame(text);
        in.clear();
        final long start = System.nanoTime();
        market.writeAll(out);
        return await(start, true, 0);
    }

    /** A frame out. */
    public void tell(final byte[] text) throws IOException {
        frame(text);
        market.writeAll(out);
    }

    private void frame(final byte[] text) {
        out.clear();
        out.put((byte) FINAL_TEXT);
        if (text.length < LENGTH_IN_16_BITS) {
            out.put((byte) text.length);
        } else {
            out.put((byte) LENGTH_IN_16_BITS).putShort((short) text.length);
        }
        out.put(text).flip();
    }

    /** Bytes out, as many back: ns, or {@link #LOST}. */
    public long plainRoundTrip(final byte[] bytes) throws IOException {
        awaitOwed();
        out.clear();
        out.put(bytes).flip();
        in.clear();
        final long start = System.nanoTime();
        market.writeAll(out);
        return await(start, false, bytes.length);
    }

    private long await(final long start, final boolean framed, final int plainBytes) throws IOException {
        long now = start;
        while (now - start < LIMIT_NANOS) {
            final int read = orders.read(in);
            now = System.nanoTime();
            if (read < 0) {
                throw new IOException("the peer has closed the order socket");
            }
            final int whole = framed ? frameBytes(in) : plainBytes;
            if (whole > 0 && in.position() >= whole) {
                return now - start;
            }
        }
        owed = true;
        return LOST;
    }

    /** The answer to a trip that is lost may still come: it must not be taken for the next one's. */
    private void awaitOwed() throws IOException {
        if (!owed) {
            return;
        }
        final long start = System.nanoTime();
        boolean came = false;
        while (!came && System.nanoTime() - start < OWED_LIMIT_NANOS) {
            in.clear();
            came = orders.read(in) != 0;
        }
        forget();
        owed = false;
    }

    /** Of a masked frame whose beginning is there; 0 while that isn't known. */
    static int frameBytes(final ByteBuffer received) {
        if (received.position() < MEDIUM_HEADER) {
            return 0;
        }
        final int length7 = received.get(1) & 0x7F;
        return length7 < LENGTH_IN_16_BITS
                ? SHORT_HEADER + MASK_BYTES + length7
                : MEDIUM_HEADER + MASK_BYTES + (received.getShort(2) & 0xFFFF);
    }

    /** What came late; before the next round trip. */
    public void forget() throws IOException {
        do {
            in.clear();
        } while (orders.read(in) > 0);
    }

    @Override
    public void close() {
        close(orders);
        close(market);
        close(server);
    }

    private static void close(final AutoCloseable socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
