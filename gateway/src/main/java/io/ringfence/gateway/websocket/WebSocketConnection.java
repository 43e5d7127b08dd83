package io.ringfence.gateway.websocket;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslHandler;
import io.ringfence.gateway.loop.PollingLoop;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One websocket connection of a client, from the attempt to its end; a reconnect is a new one. Lives on a
 * {@link PollingLoop}; {@link #connect} and {@link #close} may be called from any thread, the rest from the loop's.
 *
 * <pre>
 *   connect ─▶ CONNECTING ─▶ OPEN ─▶ CLOSING ─▶ CLOSED
 *                  │           └── lost, broken ──▲
 *                  └── refused, timed out ────────┘
 * </pre>
 *
 * Of the pings that one read brings only the latest is answered, and only after all frames of that read were handled (RFC
 * 6455 section 5.5.3 allows it): so a pong says how far this client has come.
 */
public final class WebSocketConnection {
    private enum State {
        CONNECTING,
        OPEN,
        CLOSING,
        CLOSED
    }

    private static final String HTTP = "http";
    private static final int MAX_READS_IN_A_ROW = 4;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int MAX_CLOSE_REASON = 123;

    private final PollingLoop loop;
    private final WebSocketSettings settings;
    private final FrameListener listener;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final UnsafeBuffer received = new UnsafeBuffer(0, 0);
    private Channel channel;
    private State state = State.CONNECTING;
    private boolean paused;
    private long receivedNanos;
    private int closeCode = CloseCode.LOST;
    private String closeReason = "connection lost";
    private int bannedForS;

    public WebSocketConnection(final PollingLoop loop, final WebSocketSettings settings, final FrameListener listener) {
        this.loop = loop;
        this.settings = settings;
        this.listener = listener;
        this.reader = new FrameReader(listener, settings.maxMessageLength());
        this.writer = new FrameWriter(loop.allocator());
    }

    /**
     * Starts the attempt, once. What becomes of it is told to the listener.
     *
     * @param address ws or wss, with host, path and query
     * @param remote  where that host was found; names are looked up elsewhere, since that blocks
     */
    public void connect(final URI address, final InetSocketAddress remote) {
        loop.execute(() -> connectNow(address, remote));
    }

    /** The port of a ws or wss address. */
    public static int portOf(final URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return isTls(address) ? HTTPS_PORT : HTTP_PORT;
    }

    public FrameWriter writer() {
        return writer;
    }

    public FrameReader reader() {
        return reader;
    }

    public boolean isOpen() {
        return state == State.OPEN && channel.isActive();
    }

    /** Whether the listener had no room and {@link #resume()} is due. */
    public boolean isPaused() {
        return paused;
    }

    /**
     * Offers again what the listener had no room for, and reads on once all of it is taken. Called from the loop's duty.
     *
     * @return whether the connection is reading again, or has nothing left to give
     */
    public boolean resume() {
        assert loop.inEventLoop() : "resumed by its loop";
        if (paused) {
            listener.received(receivedNanos);
            paused = false;
            settle(reader.resume());
            answerPing();
            if (!paused) {
                readOn();
            }
        }
        return !paused;
    }

    /** Sends an empty ping, which the peer has to answer with a pong (RFC 6455 section 5.5.2), if the socket will have it. */
    public void ping() {
        writer.write(FrameLayout.PING, received, 0, 0);
    }

    /** Says goodbye and closes, at the latest after the close timeout. Any thread. */
    public void close(final int code, final String reason) {
        if (!loop.isShuttingDown()) {
            loop.execute(() -> closeNow(code, reason));
        }
    }

    private void connectNow(final URI address, final InetSocketAddress remote) {
        if (state != State.CONNECTING) {
            return;
        }
        if (isTls(address) && settings.tls() == null) {
            lost("host=" + address.getHost() + " needs TLS, and there are no settings for it");
            return;
        }
        final ChannelFuture attempt = bootstrap(address).connect(remote);
        channel = attempt.channel();
        attempt.addListener(done -> {
            if (!done.isSuccess()) {
                lost("connect to " + remote + " failed: " + reason(done.cause()));
            }
        });
        loop.schedule(this::expireHandshake, settings.handshakeTimeoutMs(), TimeUnit.MILLISECONDS);
    }

    /** Netty says the address again, and more of the system call than anybody wants to know. */
    private static String reason(final Throwable failure) {
        return failure instanceof ConnectException
                        && String.valueOf(failure.getMessage()).contains("refused")
                ? "connection refused"
                : failure.toString();
    }

    private Bootstrap bootstrap(final URI address) {
        return new Bootstrap()
                .group(loop)
                .channel(loop.channelType())
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.connectTimeoutMs())
                .option(ChannelOption.ALLOCATOR, loop.allocator())
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(settings.receiveBufferLength())
                                .maxMessagesPerRead(MAX_READS_IN_A_ROW))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(final Channel newChannel) {
                        addHandlers(newChannel, address);
                    }
                });
    }

    private void addHandlers(final Channel newChannel, final URI address) {
        if (isTls(address)) {
            newChannel.pipeline().addLast("tls", tls(address));
        }
        newChannel.pipeline().addLast(HTTP, new HttpClientCodec());
        newChannel.pipeline().addLast("handshake", new Handshake(address, this));
        newChannel.pipeline().addLast("frames", new Frames());
    }

    /** The peer must be who the address says, by certificate, and hears that name in its greeting (SNI). */
    private SslHandler tls(final URI address) {
        final SslHandler handler =
                settings.tls().newHandler(loop.allocator(), address.getHost(), portOf(address), settings.tlsTasks());
        final SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        handler.engine().setSSLParameters(parameters);
        handler.setHandshakeTimeoutMillis(settings.handshakeTimeoutMs());
        return handler;
    }

    private static boolean isTls(final URI address) {
        return "wss".equals(address.getScheme());
    }

    /**
     * Called by the handshake. The codec is still at work on this very read, so it leaves in a task; until then it passes
     * what follows the answer untouched.
     */
    void upgraded(final ChannelHandlerContext handshake) {
        channel = handshake.channel();
        ((HttpClientCodec) channel.pipeline().get(HTTP)).removeOutboundHandler();
        loop.execute(this::removeCodec);
        channel.pipeline().remove(handshake.handler());
        state = State.OPEN;
        writer.attach(channel);
        listener.onOpen();
    }

    private void removeCodec() {
        if (channel.pipeline().get(HTTP) != null) {
            channel.pipeline().remove(HTTP);
        }
    }

    /** Ends the connection without a word to the peer. */
    void lost(final String reason) {
        if (state == State.CONNECTING || state == State.OPEN) {
            closeReason = reason;
            state = State.CLOSING;
        }
        if (channel == null || !channel.isRegistered()) {
            ended();
        } else {
            channel.close();
        }
    }

    /** Called by the handshake: the peer won't have it. */
    void refused(final String reason, final int forS) {
        bannedForS = forS;
        lost(reason);
    }

    /** For how long the peer, which refused the handshake with 429 or 418, wants to hear nothing, s; otherwise 0. */
    public int bannedForS() {
        return bannedForS;
    }

    private void expireHandshake() {
        if (state == State.CONNECTING) {
            lost("no handshake within timeoutMs=" + settings.handshakeTimeoutMs());
        }
    }

    private void closeNow(final int code, final String reason) {
        if (state == State.CONNECTING) {
            lost(reason);
        } else if (state == State.OPEN) {
            partWith(code, reason);
            loop.schedule(this::closeChannel, settings.closeTimeoutMs(), TimeUnit.MILLISECONDS);
        }
    }

    /** Sends a close frame, if the socket will have it; the last frame of this side. */
    private void partWith(final int code, final String reason) {
        closeCode = code;
        closeReason = reason;
        state = State.CLOSING;
        if (code == CloseCode.NO_STATUS) {
            writer.write(FrameLayout.CLOSE, received, 0, 0);
        } else {
            final MutableDirectBuffer payload = new ExpandableArrayBuffer();
            payload.putShort(0, (short) code, ByteOrder.BIG_ENDIAN);
            final String wording = reason.length() > MAX_CLOSE_REASON ? reason.substring(0, MAX_CLOSE_REASON) : reason;
            writer.write(FrameLayout.CLOSE, payload, 0, Short.BYTES + payload.putStringWithoutLengthAscii(2, wording));
        }
        writer.detach();
    }

    private void closeChannel() {
        if (state != State.CLOSED) {
            channel.close();
        }
    }

    private void settle(final FrameReader.Outcome outcome) {
        if (outcome == FrameReader.Outcome.NO_ROOM) {
            paused = true;
            channel.config().setAutoRead(false);
        } else if (outcome == FrameReader.Outcome.ENDED) {
            partAsToldByPeer();
        }
    }

    /** The peer's close frame is echoed, a breach of the protocol is answered with its code; then nobody has more to say. */
    private void partAsToldByPeer() {
        if (state == State.OPEN) {
            partWith(reader.endCode(), reader.endReason());
        }
        channel.close();
    }

    private void answerPing() {
        if (reader.hasPing()
                && writer.write(FrameLayout.PONG, reader.pingPayload(), 0, reader.pingLength())
                        == FrameWriter.Outcome.WRITTEN) {
            reader.takePing();
        }
    }

    private void readOn() {
        if (channel.isActive()) {
            channel.config().setAutoRead(true);
        } else {
            ended();
        }
    }

    private void ended() {
        if (state != State.CLOSED && !paused) {
            state = State.CLOSED;
            writer.detach();
            listener.onClosed(closeCode, closeReason);
        }
    }

    /** Wraps the bytes where they are; Netty's TLS hands on heap buffers, the sockets direct ones. */
    private int wrap(final ByteBuf bytes) {
        final int length = bytes.readableBytes();
        if (bytes.hasMemoryAddress()) {
            received.wrap(bytes.memoryAddress() + bytes.readerIndex(), length);
        } else if (bytes.hasArray()) {
            received.wrap(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), length);
        } else {
            final byte[] copy = new byte[length];
            bytes.getBytes(bytes.readerIndex(), copy);
            received.wrap(copy);
        }
        return length;
    }

    /** Where Netty hands over what the socket brought. */
    private final class Frames extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(final ChannelHandlerContext context, final Object message) {
            final ByteBuf bytes = (ByteBuf) message;
            try {
                take(bytes);
            } finally {
                bytes.release();
            }
        }

        private void take(final ByteBuf bytes) {
            receivedNanos = System.nanoTime();
            listener.received(receivedNanos);
            settle(reader.read(received, 0, wrap(bytes)));
        }

        @Override
        public void channelReadComplete(final ChannelHandlerContext context) {
            answerPing();
        }

        /** A pong that found the socket full leaves when it isn't. */
        @Override
        public void channelWritabilityChanged(final ChannelHandlerContext context) {
            answerPing();
        }

        /** Comes last, and also for a channel that never became active. */
        @Override
        public void channelUnregistered(final ChannelHandlerContext context) {
            ended();
        }

        /** A peer's doing loses the connection; anything else is ours, or a listener's, and ends the loop. */
        @Override
        public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
            if (cause instanceof IOException || cause instanceof DecoderException) {
                lost(cause.toString());
            } else {
                loop.fail(cause);
            }
        }
    }
}
