package io.ringfence.gateway.simulated;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client that shares no code with the venue: the JDK's own HTTP and websocket client. */
final class VenueClient {
    static final String KEY = "a-key";
    static final String SECRET = "a-secret";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long PATIENCE_S = 10;
    private static final int NO_HANDSHAKE = 1006;

    private final HttpClient http = HttpClient.newHttpClient();
    private final SimulatedVenue venue;

    VenueClient(final SimulatedVenue venue) {
        this.venue = venue;
    }

    /** An answer of the REST interface. */
    record Answer(int status, JsonNode body, int usedWeight, int retryAfterS) {
        int code() {
            return body.path("code").asInt();
        }
    }

    Answer get(final String pathAndQuery) {
        return send("GET", pathAndQuery, "");
    }

    Answer send(final String method, final String pathAndQuery, final String body) {
        final HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + venue.port() + pathAndQuery))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("X-MBX-APIKEY", KEY)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build();
        try {
            final HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    MAPPER.readTree(response.body()),
                    number(response, "X-MBX-USED-WEIGHT-1M"),
                    number(response, "Retry-After"));
        } catch (final IOException | InterruptedException e) {
            throw new AssertionError(method + " " + pathAndQuery, e);
        }
    }

    private static int number(final HttpResponse<String> response, final String header) {
        return response.headers().firstValue(header).map(Integer::parseInt).orElse(0);
    }

    /** A request with the market's time, which may be played fast, and an HMAC signature over its query. */
    Answer signed(final String method, final String path, final String query) {
        final String stamped = (query.isEmpty() ? "" : query + "&") + "recvWindow=60000&timestamp=" + timeMs();
        return send(method, path + "?" + stamped + "&signature=" + hmac(stamped), "");
    }

    Socket open(final String pathAndQuery) {
        return new Socket(pathAndQuery, text -> {}, true);
    }

    Socket open(final String pathAndQuery, final Consumer<String> onMessage) {
        return new Socket(pathAndQuery, onMessage, true);
    }

    /** A client that asks for nothing more than the handshake: it reads nothing and answers no ping. */
    Socket openDeaf(final String pathAndQuery) {
        return new Socket(pathAndQuery, text -> {}, false);
    }

    long timeMs() {
        return venue.marketTimeNs() / 1_000_000;
    }

    static String hmac(final String payload) {
        try {
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (final GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** One websocket; what it receives waits in a queue. */
    final class Socket implements WebSocket.Listener, AutoCloseable {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private final Consumer<String> onMessage;
        private final boolean listening;
        private final WebSocket socket;
        private volatile String lastPing = "";

        Socket(final String pathAndQuery, final Consumer<String> onMessage, final boolean listening) {
            this.onMessage = onMessage;
            this.listening = listening;
            socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + venue.port() + pathAndQuery), this)
                    .join();
        }

        void send(final String text) {
            socket.sendText(text, true).join();
        }

        void ping(final String text) {
            socket.sendPing(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)))
                    .join();
        }

        String lastPing() {
            return lastPing;
        }

        JsonNode next() {
            try {
                final String text = received.poll(PATIENCE_S, TimeUnit.SECONDS);
                assertNotNull(text, "nothing was received");
                return MAPPER.readTree(text);
            } catch (final IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /** The next message whose event type is {@code type}. */
        JsonNode next(final String type) {
            JsonNode message = next();
            while (!message.findPath("e").asText().equals(type)) {
                message = next();
            }
            return message;
        }

        int closeCode() throws InterruptedException {
            final Integer code = closes.poll(PATIENCE_S, TimeUnit.SECONDS);
            assertNotNull(code, "the venue didn't close");
            return code;
        }

        /** Whether the connection goes without a closing handshake. */
        boolean isCut() throws InterruptedException {
            return closeCode() == NO_HANDSHAKE;
        }

        boolean isSilent() {
            return received.isEmpty();
        }

        @Override
        public void onOpen(final WebSocket opened) {
            if (listening) {
                opened.request(1);
            }
        }

        @Override
        public CompletionStage<?> onText(final WebSocket from, final CharSequence data, final boolean last) {
            partial.append(data);
            if (last) {
                final String text = partial.toString();
                partial.setLength(0);
                received.add(text);
                onMessage.accept(text);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPing(final WebSocket from, final ByteBuffer content) {
            lastPing = StandardCharsets.US_ASCII.decode(content).toString();
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(final WebSocket from, final ByteBuffer content) {
            received.add("{\"pong\":\"" + StandardCharsets.US_ASCII.decode(content) + "\"}");
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(final WebSocket from, final int status, final String reason) {
            closes.add(status);
            return null;
        }

        @Override
        public void onError(final WebSocket from, final Throwable error) {
            closes.add(NO_HANDSHAKE);
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
