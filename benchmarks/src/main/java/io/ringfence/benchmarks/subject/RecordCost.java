package io.ringfence.benchmarks.subject;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.ringfence.benchmarks.rig.OwnCost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;

/**
 * What one message costs the engine's end of a connection, each way: through Netty's handler over the JDK's engine, a record
 * a message, or without it. No socket; on the calling thread, whose own time and bytes count.
 */
public final class RecordCost {
    /** Of one round; all of them lie ready before it begins. */
    private static final int MESSAGES = 2_000;

    private static final int PORT = 443;
    private static final int MOST_TURNS = 1_000;

    private final EmbeddedChannel engine;
    /** The other end; empty without TLS. */
    private final Optional<EmbeddedChannel> venue;

    private final List<ByteBuf> messages = new ArrayList<>(MESSAGES);

    private RecordCost(final EmbeddedChannel engine, final Optional<EmbeddedChannel> venue) {
        this.engine = engine;
        this.venue = venue;
    }

    /** @param pool as the engine's sockets have it */
    public static RecordCost plain(final ByteBufAllocator pool) {
        return new RecordCost(channel(pool, new Taking()), Optional.empty());
    }

    /** As {@link #plain}, with TLS. */
    public static RecordCost of(final ByteBufAllocator pool, final LoopbackTls tls, final LoopbackTls.Suite suite)
            throws IOException {
        final SSLEngine server = tls.venueEngine();
        server.setUseClientMode(false);
        final SslHandler ours =
                tls.client(suite).newHandler(PooledByteBufAllocator.DEFAULT, LoopbackTls.HOST, PORT, Runnable::run);
        final SslHandler theirs = new SslHandler(server, Runnable::run);
        final EmbeddedChannel venue = new EmbeddedChannel(theirs);
        final EmbeddedChannel engine = channel(pool, ours, new Taking());
        for (int i = 0; i < MOST_TURNS && (carry(engine, venue) | carry(venue, engine)); i++) {
            venue.runPendingTasks();
            engine.runPendingTasks();
        }
        if (!ours.handshakeFuture().isSuccess()) {
            throw new IOException(
                    "TLS: no handshake with " + suite.name(),
                    ours.handshakeFuture().cause());
        }
        return new RecordCost(engine, Optional.of(venue));
    }

    private static EmbeddedChannel channel(final ByteBufAllocator pool, final ChannelHandler... handlers) {
        final EmbeddedChannel channel = new EmbeddedChannel(false, false);
        channel.config().setAllocator(pool);
        channel.pipeline().addLast(handlers);
        try {
            channel.register();
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
        return channel;
    }

    private static boolean carry(final EmbeddedChannel from, final EmbeddedChannel to) {
        boolean carried = false;
        for (ByteBuf bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            to.writeInbound(bytes);
            carried = true;
        }
        return carried;
    }

    /** Of one message to the engine. */
    public OwnCost in(final byte[] bytes) {
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(venue.map(end -> said(end, bytes)).orElseGet(() -> direct(bytes)));
        }
        final OwnCost cost = OwnCost.of(this::takeAll, MESSAGES);
        messages.clear();
        return cost;
    }

    /** Of one message from the engine. */
    public OwnCost out(final byte[] bytes) {
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(direct(bytes));
        }
        final OwnCost cost = OwnCost.of(this::sayAll, MESSAGES);
        messages.clear();
        return cost;
    }

    /** One record, where a socket would have put it. */
    private static ByteBuf said(final EmbeddedChannel venue, final byte[] bytes) {
        venue.writeOutbound(direct(bytes));
        final ByteBuf record = venue.readOutbound();
        final ByteBuf copy = PooledByteBufAllocator.DEFAULT.directBuffer(record.readableBytes());
        copy.writeBytes(record);
        record.release();
        return copy;
    }

    private static ByteBuf direct(final byte[] bytes) {
        return PooledByteBufAllocator.DEFAULT.directBuffer(bytes.length).writeBytes(bytes);
    }

    private void takeAll() {
        for (int i = 0; i < MESSAGES; i++) {
            engine.pipeline().fireChannelRead(messages.get(i));
            engine.pipeline().fireChannelReadComplete();
        }
    }

    private void sayAll() {
        final Channel channel = engine;
        for (int i = 0; i < MESSAGES; i++) {
            channel.writeAndFlush(messages.get(i), channel.voidPromise());
            final ByteBuf written = engine.readOutbound();
            written.release();
        }
    }

    /** Lets go of what came. */
    private static final class Taking extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(final ChannelHandlerContext context, final Object message) {
            ((ByteBuf) message).release();
        }
    }
}
