package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Arrays;
import java.util.List;

/** A user data connection: it only listens. */
final class UserSession extends Session {
    private final UserStreams users;
    private final String listenKey;
    private final boolean combined;
    private final List<String> events;

    UserSession(final QueryStringDecoder url, final UserStreams users) {
        this.users = users;
        this.listenKey = first(url, "listenKey");
        this.combined = !url.path().contains("/ws");
        this.events = Arrays.stream(first(url, "events").split("/"))
                .filter(event -> !event.isEmpty())
                .toList();
    }

    String listenKey() {
        return listenKey;
    }

    void send(final ObjectNode event) {
        if (!isOpen() || !(events.isEmpty() || events.contains(event.path("e").asText()))) {
            return;
        }
        if (combined) {
            final ObjectNode wrapped = Json.NODES.objectNode().put("stream", listenKey);
            wrapped.set("data", event);
            send(wrapped.toString());
        } else {
            send(event.toString());
        }
    }

    @Override
    void onOpen() {
        // Registered before the handshake's answer left, so that nothing is missed.
    }

    @Override
    void onText(final String text) {
        send("{\"code\":2,\"msg\":\"Invalid request: this connection only listens\",\"id\":null}");
    }

    @Override
    void onClosed() {
        users.forget(this);
    }

    private static String first(final QueryStringDecoder url, final String name) {
        return url.parameters().getOrDefault(name, List.of("")).get(0);
    }
}
