package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** The one answer to a REST request. Nothing more is read from the connection until it is given. */
final class RestAnswer implements Answer {
    private static final int NO_RETRY = 0;

    private final ChannelHandlerContext context;
    private final boolean keepAlive;
    private final VenueCounters counters;
    private int usedWeight;

    RestAnswer(final ChannelHandlerContext context, final boolean keepAlive, final VenueCounters counters) {
        this.context = context;
        this.keepAlive = keepAlive;
        this.counters = counters;
        context.channel().config().setAutoRead(false);
    }

    /** What the requests of this minute weigh, this one included; told with the answer. */
    void usedWeight(final int weight) {
        usedWeight = weight;
    }

    @Override
    public void result(final JsonNode result) {
        write(HttpResponseStatus.OK, result, NO_RETRY);
    }

    @Override
    public void refuse(final VenueRefusal refusal) {
        counters.requestsRefused++;
        write(
                HttpResponseStatus.valueOf(refusal.status()),
                Json.NODES.objectNode().put("code", refusal.code()).put("msg", refusal.getMessage()),
                refusal.retryAfterS());
    }

    /** A request without an answer keeps a client waiting until its own limit; a lost connection says so at once. */
    @Override
    public void lose() {
        cut();
    }

    @Override
    public void cut() {
        context.close();
    }

    @Override
    public boolean mayRepeat() {
        return false;
    }

    private void write(final HttpResponseStatus status, final JsonNode json, final int retryAfterS) {
        final ByteBuf body = Unpooled.copiedBuffer(json.toString(), StandardCharsets.UTF_8);
        final FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json;charset=UTF-8")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .setInt("X-MBX-USED-WEIGHT", usedWeight)
                .setInt("X-MBX-USED-WEIGHT-1M", usedWeight)
                .set("X-MBX-ORDER-COUNT-10S", "1")
                .set("X-MBX-ORDER-COUNT-1M", "1")
                .set(HttpHeaderNames.CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
        if (retryAfterS != NO_RETRY) {
            response.headers().setInt(HttpHeaderNames.RETRY_AFTER, retryAfterS);
        }
        final ChannelFuture written = context.writeAndFlush(response);
        context.channel().config().setAutoRead(true);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
