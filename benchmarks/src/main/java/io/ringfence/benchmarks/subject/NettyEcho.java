package io.ringfence.benchmarks.subject;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.gateway.loop.IdleMode;
import io.ringfence.gateway.loop.LoopSettings;
import io.ringfence.gateway.loop.PollingLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Netty's own websocket client on the engine's busy-polling loop: what comes on one connection leaves on the other. */
public final class NettyEcho extends SpinningAnswerer {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 1 << 16;

    private final byte[] text;
    private final PollingLoop loop = new PollingLoop(LoopSettings.of("netty-echo", IdleMode.SPIN));
    /** Null without TLS. */
    private final SslContext client;

    private volatile Channel orders;

    /** @param text of every round trip */
    public NettyEcho(final Cores cores, final byte[] text) throws IOException {
        this(cores, text, Optional.empty());
    }

    /** Over TLS, if there is any. */
    public NettyEcho(final Cores cores, final byte[] text, final Optional<LoopbackTls> tls) throws IOException {
        super(tls);
        this.text = text;
        client = tls.isPresent() ? tls.get().client() : null;
        gate.open();
        loop.execute(() -> {
            pin(cores);
        });
        loop.start(
                () -> {
                    gate.pass();
                    return 0;
                },
                failure -> {});
        connect();
        wire.acceptMarket(true);
        orders = connect();
        wire.acceptOrders(true);
    }

    private Channel connect() {
        final WebSocketClientProtocolHandler websocket =
                new WebSocketClientProtocolHandler(WebSocketClientHandshakerFactory.newHandshaker(
                        wire.uri(), WebSocketVersion.V13, null, false, new DefaultHttpHeaders(), MOST_BYTES));
        return new Bootstrap()
                .group(loop)
                .channel(loop.channelType())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(final SocketChannel channel) {
                        if (client != null) {
                            channel.pipeline()
                                    .addLast(client.newHandler(
                                            channel.alloc(),
                                            LoopbackTls.HOST,
                                            wire.address().getPort()));
                        }
                        channel.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(MOST_BYTES),
                                        websocket,
                                        new Echo());
                    }
                })
                .connect(wire.address())
                .syncUninterruptibly()
                .channel();
    }

    /** From the one connection into the other. */
    private final class Echo extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        protected void channelRead0(final ChannelHandlerContext context, final TextWebSocketFrame frame) {
            orders.writeAndFlush(new TextWebSocketFrame(frame.content().retain()));
        }
    }

    @Override
    public String name() {
        return "bare Netty echo" + (client == null ? "" : ", TLS");
    }

    @Override
    public long roundTrip() throws IOException {
        return wire.roundTrip(text);
    }

    @Override
    void endThread() throws InterruptedException {
        loop.close(LIMIT);
    }
}
