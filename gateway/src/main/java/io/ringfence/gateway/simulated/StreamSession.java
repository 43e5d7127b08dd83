package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A market stream connection. Messages are written as they are played and flushed by the player, in batches.
 *
 * <p>A client that asked for {@code marketClock=true} gets the market time in combined messages and in pings, which it
 * answers: that is how far it has read.
 */
final class StreamSession extends Session {
    private static final byte[] STREAM = "{\"stream\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARKET_TIME = "\",\"marketTime\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA_AFTER_TIME = ",\"data\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA_AFTER_NAME = "\",\"data\":".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_STREAMS = 1_024;
    private static final int INVALID_REQUEST = 2;
    private static final int INVALID_JSON = 3;

    private final StreamAddress address;
    private final PlayedMarket market;
    private final StreamHub hub;
    private final VenueCounters counters;
    private final Map<String, StreamName> subscribed = new LinkedHashMap<>();
    private boolean combined;
    private long answeredTimeNs;
    private boolean pending;

    StreamSession(
            final StreamAddress address, final PlayedMarket market, final StreamHub hub, final VenueCounters counters) {
        this.address = address;
        this.market = market;
        this.hub = hub;
        this.counters = counters;
        this.combined = address.combined();
    }

    boolean followsClock() {
        return address.marketClock() && !subscribed.isEmpty() && isOpen();
    }

    /** The market time up to which this client has read; where the market was when it subscribed, to begin with. */
    long answeredTimeNs() {
        return answeredTimeNs;
    }

    boolean isWritable() {
        return !isOpen() || context().channel().isWritable();
    }

    /** Writes, without flush, {@code data} as a message of the stream {@code name}. */
    void sendData(
            final StreamName name, final long timeNs, final byte[] data, final int offset, final int lengthBytes) {
        if (!isOpen()) {
            return;
        }
        final ByteBuf message = context().alloc().buffer(lengthBytes + name.bytes().length + 64);
        if (combined) {
            writeHead(message, name.bytes(), timeNs);
            message.writeBytes(data, offset, lengthBytes).writeByte('}');
        } else {
            message.writeBytes(data, offset, lengthBytes);
        }
        context().write(new TextWebSocketFrame(message));
        counters.messagesSent++;
        pending = true;
    }

    void pingMarketTime(final long timeNs) {
        if (followsClock()) {
            final ByteBuf time = context().alloc().buffer(20);
            ByteBufUtil.writeAscii(time, Long.toString(timeNs));
            context().write(new PingWebSocketFrame(time));
            pending = true;
        }
    }

    void sendEnd(final long timeNs) {
        if (followsClock()) {
            context()
                    .write(new TextWebSocketFrame("{\"stream\":\"!end\",\"marketTime\":" + timeNs
                            + ",\"data\":{\"e\":\"marketEnd\",\"E\":" + timeNs / 1_000_000 + "}}"));
            pending = true;
        }
    }

    void flushPending() {
        if (pending) {
            pending = false;
            context().flush();
        }
    }

    @Override
    void onOpen() {
        answeredTimeNs = market.timeNs();
        hub.add(this);
        address.streams().forEach(this::subscribe);
        hub.changed();
    }

    @Override
    void onClosed() {
        subscribed.values().forEach(name -> market.unsubscribe(this, name));
        subscribed.clear();
        hub.remove(this);
    }

    @Override
    void onPong(final ByteBuf content) {
        if (!address.marketClock()) {
            return;
        }
        final long timeNs = decimalOf(content);
        if (timeNs > answeredTimeNs) {
            // A pong can't answer for more than was sent.
            answeredTimeNs = Math.min(timeNs, market.timeNs());
            hub.changed();
        }
    }

    @Override
    public void channelWritabilityChanged(final ChannelHandlerContext changed) {
        if (changed.channel().isWritable()) {
            hub.changed();
        }
        changed.fireChannelWritabilityChanged();
    }

    @Override
    void onText(final String text) {
        final JsonNode request;
        try {
            request = Json.MAPPER.readTree(text);
        } catch (final JsonProcessingException e) {
            refuse(null, INVALID_JSON, "Invalid JSON: " + e.getOriginalMessage());
            return;
        }
        if (!request.isObject()) {
            refuse(null, INVALID_REQUEST, "Invalid request: not an object");
            return;
        }
        answer(request, request.path("method").asText());
    }

    private void answer(final JsonNode request, final String method) {
        switch (method) {
            case "SUBSCRIBE" -> change(request, true);
            case "UNSUBSCRIBE" -> change(request, false);
            case "LIST_SUBSCRIPTIONS" -> list(request.path("id"));
            case "SET_PROPERTY" -> setProperty(request);
            case "GET_PROPERTY" -> reply(request.path("id"), Json.NODES.booleanNode(combined));
            default ->
                refuse(request.path("id"), INVALID_REQUEST, "Invalid request: unknown method \"" + method + "\"");
        }
    }

    private void change(final JsonNode request, final boolean subscribe) {
        final List<String> names = new ArrayList<>();
        request.path("params").forEach(name -> names.add(name.asText()));
        if (!request.path("params").isArray() || subscribed.size() + names.size() > MAX_STREAMS) {
            refuse(
                    request.path("id"),
                    INVALID_REQUEST,
                    "Invalid request: params must be an array of at most " + MAX_STREAMS + " streams");
            return;
        }
        reply(request.path("id"), Json.NODES.nullNode());
        names.forEach(subscribe ? this::subscribe : this::unsubscribe);
        hub.changed();
    }

    private void subscribe(final String text) {
        if (subscribed.isEmpty()) {
            answeredTimeNs = market.timeNs();
        }
        final StreamName name = StreamName.parse(text);
        if (subscribed.putIfAbsent(text, name) == null) {
            market.subscribe(this, name, address.route());
        }
    }

    private void unsubscribe(final String text) {
        final StreamName name = subscribed.remove(text);
        if (name != null) {
            market.unsubscribe(this, name);
        }
    }

    private void list(final JsonNode id) {
        final ArrayNode names = Json.NODES.arrayNode();
        subscribed.keySet().forEach(names::add);
        reply(id, names);
    }

    private void setProperty(final JsonNode request) {
        final JsonNode parameters = request.path("params");
        if (!parameters.path(0).asText().equals("combined")
                || !parameters.path(1).isBoolean()) {
            refuse(request.path("id"), 0, "Unknown property or wrong value type");
            return;
        }
        combined = parameters.path(1).asBoolean();
        reply(request.path("id"), Json.NODES.nullNode());
    }

    private void reply(final JsonNode id, final JsonNode result) {
        final ObjectNode answer = Json.NODES.objectNode();
        answer.set("result", result);
        answer.set("id", id.isMissingNode() ? Json.NODES.nullNode() : id);
        send(answer.toString());
    }

    private void refuse(final JsonNode id, final int code, final String message) {
        final ObjectNode answer = Json.NODES.objectNode();
        answer.put("code", code).put("msg", message);
        answer.set("id", id == null || id.isMissingNode() ? Json.NODES.nullNode() : id);
        counters.requestsRefused++;
        send(answer.toString());
    }

    private void writeHead(final ByteBuf message, final byte[] name, final long timeNs) {
        message.writeBytes(STREAM).writeBytes(name);
        if (address.marketClock()) {
            message.writeBytes(MARKET_TIME);
            ByteBufUtil.writeAscii(message, Long.toString(timeNs));
            message.writeBytes(DATA_AFTER_TIME);
        } else {
            message.writeBytes(DATA_AFTER_NAME);
        }
    }

    /** The decimal number that {@code content} spells; 0 if it is none. */
    private static long decimalOf(final ByteBuf content) {
        long number = 0;
        final int length = content.readableBytes();
        for (int i = 0; i < length; i++) {
            final int digit = content.getByte(content.readerIndex() + i) - '0';
            if (digit < 0 || digit > 9 || length > 19) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
