package io.ringfence.gateway.simulated;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One websocket: ping, pong and close by RFC 6455, and the venue's keep-alive. Owned by the venue's event loop. */
abstract class Session extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final long PING_INTERVAL_S = 180;
    private static final int PONGS_MISSED_AT_MOST = 3;

    private ChannelHandlerContext context;
    private Future<?> pings;
    private int pongsMissed;
    private boolean closing;

    /** The handshake is through; messages may be sent. */
    abstract void onOpen();

    abstract void onText(String text);

    abstract void onClosed();

    /** A pong of the client's came in; {@code content} is what it echoes. */
    void onPong(final ByteBuf content) {
        // Only those who follow the market clock care.
    }

    /** Called once the client has the handshake's answer. */
    final void open() {
        pings = context.executor()
                .scheduleWithFixedDelay(this::keepAlive, PING_INTERVAL_S, PING_INTERVAL_S, TimeUnit.SECONDS);
        onOpen();
        context.flush();
    }

    final ChannelHandlerContext context() {
        return context;
    }

    final boolean isOpen() {
        return context.channel().isActive() && !closing;
    }

    final void send(final String text) {
        context.writeAndFlush(new TextWebSocketFrame(text));
    }

    /** Closes the connection without a word. */
    final void cut() {
        closing = true;
        context.close();
    }

    final void close(final WebSocketCloseStatus status, final String reason) {
        if (isOpen()) {
            closing = true;
            context.writeAndFlush(new CloseWebSocketFrame(status, reason)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public final void handlerAdded(final ChannelHandlerContext added) {
        context = added;
    }

    @Override
    protected final void channelRead0(final ChannelHandlerContext reader, final WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame text) {
            onText(text.text());
        } else if (frame instanceof PingWebSocketFrame ping) {
            reader.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        } else if (frame instanceof PongWebSocketFrame pong) {
            pongsMissed = 0;
            onPong(pong.content());
        } else if (frame instanceof CloseWebSocketFrame close) {
            closing = true;
            reader.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public final void channelInactive(final ChannelHandlerContext inactive) {
        if (pings != null) {
            pings.cancel(false);
        }
        onClosed();
        inactive.fireChannelInactive();
    }

    @Override
    public final void exceptionCaught(final ChannelHandlerContext failed, final Throwable cause) {
        LOG.debug("websocket {} fails", failed.channel().remoteAddress(), cause);
        if (cause instanceof TooLongFrameException) {
            close(WebSocketCloseStatus.MESSAGE_TOO_BIG, "Message too big");
        } else {
            failed.close();
        }
    }

    private void keepAlive() {
        if (!isOpen()) {
            return;
        }
        if (++pongsMissed > PONGS_MISSED_AT_MOST) {
            close(WebSocketCloseStatus.POLICY_VIOLATION, "Pong timeout");
            return;
        }
        final byte[] now = Long.toString(System.currentTimeMillis()).getBytes(StandardCharsets.US_ASCII);
        context.writeAndFlush(new PingWebSocketFrame(Unpooled.wrappedBuffer(now)));
    }
}
