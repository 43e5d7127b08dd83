package io.ringfence.gateway.websocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Asks for the upgrade and judges the answer (RFC 6455 section 4). Offers neither compression nor a subprotocol. */
final class Handshake extends SimpleChannelInboundHandler<HttpObject> {
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int NONCE_LENGTH = 16;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BANNED = 418;
    /** Of a ban that doesn't say how long it is: Binance counts by the minute. */
    private static final int UNTOLD_BAN_S = 60;

    private final URI address;
    private final WebSocketConnection connection;
    private final String key;
    private String refusal;
    private int bannedForS;

    Handshake(final URI address, final WebSocketConnection connection) {
        this.address = address;
        this.connection = connection;
        final byte[] nonce = new byte[NONCE_LENGTH];
        new SecureRandom().nextBytes(nonce);
        this.key = Base64.getEncoder().encodeToString(nonce);
    }

    @Override
    public void channelActive(final ChannelHandlerContext context) {
        context.writeAndFlush(request(), context.voidPromise());
    }

    @Override
    protected void channelRead0(final ChannelHandlerContext context, final HttpObject message) {
        if (message.decoderResult().isFailure()) {
            refusal = "no HTTP answer: " + message.decoderResult().cause();
        } else if (message instanceof HttpResponse) {
            refusal = refusalOf((HttpResponse) message);
        }
        if (message instanceof LastHttpContent || refusal != null) {
            conclude(context);
        }
    }

    private void conclude(final ChannelHandlerContext context) {
        if (refusal == null) {
            connection.upgraded(context);
        } else {
            connection.refused("handshake refused: " + refusal, bannedForS);
        }
    }

    private FullHttpRequest request() {
        final FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, pathAndQuery(address));
        request.headers()
                .set(HttpHeaderNames.HOST, hostHeader(address))
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, key)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        return request;
    }

    private String refusalOf(final HttpResponse response) {
        final HttpHeaders headers = response.headers();
        if (!response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            final String retryAfter = headers.get(HttpHeaderNames.RETRY_AFTER);
            bannedForS = bannedForS(response.status().code(), retryAfter);
            return "status=" + response.status().code() + (retryAfter == null ? "" : " retryAfterS=" + retryAfter);
        }
        if (!headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            return "no upgrade to websocket in the answer";
        }
        if (headers.contains(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)) {
            return "an extension that was not offered: " + headers.get(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
        }
        return accept(key).equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT)) ? null : "wrong accept key";
    }

    private static int bannedForS(final int status, final String retryAfter) {
        if (status != TOO_MANY_REQUESTS && status != BANNED) {
            return 0;
        }
        return retryAfter != null && retryAfter.matches("[0-9]{1,6}") ? Integer.parseInt(retryAfter) : UNTOLD_BAN_S;
    }

    static String accept(final String key) {
        try {
            final MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            final byte[] digest = sha1.digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static String pathAndQuery(final URI address) {
        final String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }

    private static String hostHeader(final URI address) {
        return address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
    }
}
