package io.ringfence.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.testing.Eventually;
import io.ringfence.gateway.testing.Frames;
import io.ringfence.gateway.testing.RawWebSocketServer;
import io.ringfence.gateway.testing.RawWebSocketServer.Peer;
import io.ringfence.gateway.testing.TestHost;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Telling a quiet market from a venue that is gone, for which the test itself says when to look; and not knocking where that is forbidden. */
class SilentConnectionTest {
    private static final int PING = 9;
    private static final int CLOSE = 8;
    private static final byte[] PONG = Frames.frame(0x8A, new byte[0]);

    private final RawWebSocketServer server = new RawWebSocketServer();
    private final TestHost host = new TestHost(Duration.ofHours(1), Duration.ofHours(24));
    private final Listener listener = new Listener();
    private final LastingConnection connection = new LastingConnection("test", host.host(), listener);
    private Peer peer;

    @BeforeEach
    void connect() throws IOException {
        connection.start();
        peer = server.acceptWebSocket();
        Eventually.await("up", () -> host.onLoop(connection::isUp));
        look();
    }

    @AfterEach
    void close() throws IOException {
        connection.stop();
        host.close();
        server.close();
    }

    @Test
    void shouldKeepAQuietConnectionWhosePeerAnswersPings() throws IOException {
        for (int round = 1; round <= 10; round++) {
            look();
            assertEquals(PING, peer.receive().code());
            answer();
            look();
        }

        assertEquals(0, listener.downs.get());
        assertTrue(host.onLoop(connection::isUp));
    }

    @Test
    void shouldGiveUpWhatAnswersNoPing() throws IOException {
        for (int look = 1; look <= 4; look++) {
            look();
        }

        for (int ping = 1; ping <= 3; ping++) {
            assertEquals(PING, peer.receive().code());
        }
        assertEquals(CLOSE, peer.receive().code());
        peer.close();
        server.acceptWebSocket();
        Eventually.await("a second connection", () -> listener.ups.get() == 2);
        assertEquals(1, listener.downs.get());
    }

    @Test
    void shouldNotPingWhatSpeaks() throws IOException {
        for (int message = 1; message <= 5; message++) {
            final int before = listener.received.get();
            peer.sendText("trade " + message);
            Eventually.await("what was sent", () -> listener.received.get() > before);
            look();
        }
        look();
        host.onLoop(() -> connection.writeText(new UnsafeBuffer("done".getBytes(StandardCharsets.US_ASCII)), 0, 4));

        assertEquals(PING, peer.receive().code());
        assertEquals("done", peer.receive().text());
    }

    @Test
    void shouldCountNoSilenceOfItsOwn() throws IOException {
        listener.hasRoom = false;
        peer.sendText("no room");
        Eventually.await("a pause", () -> host.onLoop(() -> connection.isUp() && !connection.isListening()));

        for (int look = 1; look <= 10; look++) {
            look();
        }

        assertTrue(host.onLoop(connection::isUp));
        listener.hasRoom = true;
        Eventually.await("the end of the pause", () -> host.onLoop(connection::poll) == 1);
    }

    @Test
    void shouldStayAwayFromAVenueThatBansItForAsLongAsItSays() throws IOException {
        final long refusedNanos = ban("HTTP/1.1 418 I'm a teapot\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n");

        server.acceptWebSocket();

        assertTrue(System.nanoTime() - refusedNanos >= 1_000_000_000L);
    }

    @Test
    void shouldTakeABanThatSaysNothingForAMinute() throws IOException {
        ban("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n");

        final long leftMs = host.host().budget().closedForMs();
        assertTrue(leftMs > 1_000 && leftMs <= 60_000, "ms=" + leftMs);
    }

    @Test
    void shouldNotTakeAServerInTroubleForABan() throws IOException {
        peer.reset();
        server.accept()
                .send("HTTP/1.1 503 Busy\r\nRetry-After: 600\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        server.acceptWebSocket();

        assertEquals(0, host.host().budget().closedForMs());
    }

    /** When the refusal was sent. */
    private long ban(final String answer) throws IOException {
        peer.reset();
        final Peer refused = server.accept();
        final long sentNanos = System.nanoTime();
        refused.send(answer.getBytes(StandardCharsets.US_ASCII));
        Eventually.await("the ban", () -> host.host().budget().closedUntilMs() > 0);
        return sentNanos;
    }

    private void look() {
        host.onLoop(() -> {
            connection.look();
            return null;
        });
    }

    private void answer() throws IOException {
        final int before = listener.received.get();
        peer.send(PONG);
        Eventually.await("what was sent", () -> listener.received.get() > before);
    }

    private final class Listener implements LastingConnection.Owner {
        private final AtomicInteger received = new AtomicInteger();
        private final AtomicInteger ups = new AtomicInteger();
        private final AtomicInteger downs = new AtomicInteger();
        private volatile boolean hasRoom = true;

        @Override
        public LastingConnection.Location locate() {
            return new LastingConnection.Location(URI.create("ws://localhost/ws"), server.address());
        }

        @Override
        public void received(final long nanoTime) {
            received.incrementAndGet();
        }

        @Override
        public void onUp() {
            ups.incrementAndGet();
        }

        @Override
        public boolean onText(final DirectBuffer buffer, final int offset, final int length) {
            return hasRoom;
        }

        @Override
        public void onDown() {
            downs.incrementAndGet();
        }
    }
}
