package io.ringfence.gateway.simulated;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees every new request on the one port: an upgrade becomes a session, the rest is REST. One per connection. */
final class FrontDoor extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final int MAX_MESSAGE_LENGTH = 1 << 16;
    private static final String API_PATH = "/ws-fapi/v1";
    private static final String SPOT_API_PATH = "/ws-api/v3";

    private final Venue venue;
    private final RestRoutes routes;

    FrontDoor(final Venue venue, final RestRoutes routes) {
        this.venue = venue;
        this.routes = routes;
    }

    @Override
    protected void channelRead0(final ChannelHandlerContext context, final FullHttpRequest http) {
        if (isUpgrade(http)) {
            upgrade(context, http);
            return;
        }
        final RestAnswer answer = new RestAnswer(context, HttpUtil.isKeepAlive(http), venue.counters());
        if (!http.decoderResult().isSuccess()) {
            answer.refuse(new VenueRefusal(-1100, "The request is no valid HTTP"));
            return;
        }
        routes.handle(new RestRequest(http), answer);
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
        LOG.debug("connection {} fails", context.channel().remoteAddress(), cause);
        context.close();
    }

    private static boolean isUpgrade(final FullHttpRequest http) {
        return http.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    private void upgrade(final ChannelHandlerContext context, final FullHttpRequest http) {
        try {
            handshake(context, http, session(new QueryStringDecoder(http.uri())));
        } catch (final VenueRefusal refusal) {
            new RestAnswer(context, false, venue.counters()).refuse(refusal);
        }
    }

    private Session session(final QueryStringDecoder url) throws VenueRefusal {
        final boolean spot = url.path().endsWith(SPOT_API_PATH);
        if (spot || url.path().endsWith(API_PATH)) {
            return new ApiSession(
                    venue,
                    spot,
                    !url.parameters()
                            .getOrDefault("returnRateLimits", List.of())
                            .contains("false"));
        }
        if (!StreamAddress.isStream(url)) {
            throw VenueRefusal.notFound(url.path());
        }
        final StreamAddress address = StreamAddress.of(url);
        final boolean userData = address.route() == StreamAddress.Route.PRIVATE
                && url.parameters().containsKey("listenKey");
        return userData ? userSession(url) : new StreamSession(address, venue.market(), venue.hub(), venue.counters());
    }

    private UserSession userSession(final QueryStringDecoder url) throws VenueRefusal {
        final UserSession session = new UserSession(url, venue.users());
        if (!venue.users().listen(session.listenKey(), session)) {
            throw VenueRefusal.listenKey();
        }
        return session;
    }

    private void handshake(final ChannelHandlerContext context, final FullHttpRequest http, final Session session) {
        final WebSocketDecoderConfig limits = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(MAX_MESSAGE_LENGTH)
                .allowExtensions(false)
                .build();
        final WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        "ws://" + http.headers().get(HttpHeaderNames.HOST), null, limits)
                .newHandshaker(http);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
            return;
        }
        final ChannelFuture done = handshaker.handshake(context.channel(), http);
        context.pipeline().addLast(new WebSocketFrameAggregator(MAX_MESSAGE_LENGTH), session);
        context.pipeline().remove(this);
        done.addListener(result -> {
            if (result.isSuccess()) {
                session.open();
            } else {
                context.close();
            }
        });
    }
}
