package io.ringfence.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.testing.CollectingSink;
import io.ringfence.gateway.testing.Eventually;
import io.ringfence.gateway.testing.LeavesNothing;
import io.ringfence.gateway.testing.RawWebSocketServer;
import io.ringfence.gateway.testing.RawWebSocketServer.Peer;
import io.ringfence.gateway.testing.RestStub;
import io.ringfence.gateway.testing.TestHost;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeavesNothing.class)
class UserDataSessionTest {
    private static final String LISTEN_KEY = "/fapi/v1/listenKey";
    private static final String UP = "USER_DATA UP";
    private static final String DOWN = "USER_DATA DOWN";

    private final CollectingSink sink = new CollectingSink();
    private RawWebSocketServer server;
    private RestStub restServer;
    private RestClient rest;
    private TestHost host;
    private UserDataSession session;
    private UserStreamNotices notices;
    private final AtomicInteger forgotten = new AtomicInteger();

    @BeforeEach
    void open() throws IOException {
        server = new RawWebSocketServer();
        restServer = new RestStub();
        restServer.answer(LISTEN_KEY, 200, "{\"listenKey\":\"first\"}");
        rest = new RestClient(venue(MarketKind.USDM), new Key(), () -> 0, Duration.ofSeconds(20));
        host = new TestHost();
        session = session(Duration.ofMinutes(30));
    }

    /** Else the first rows of the next account update would be taken for those of one that never came again. */
    @Test
    void shouldLetTheDecoderForgetWhatFoundNoRoomBeforeALoss() throws IOException {
        start();
        final Peer first = server.acceptWebSocket();
        sink.await(UP);

        first.reset();
        sink.await(DOWN);

        Eventually.await("forgotten", () -> forgotten.get() == 1);
    }

    @AfterEach
    void end() throws IOException {
        session.stop();
        server.close();
        rest.close();
        restServer.close();
        host.close();
    }

    @Test
    void shouldConnectWithAListenKeyAndHandReportsOver() throws IOException {
        start();
        final Peer peer = server.acceptWebSocket();

        peer.sendText("report");

        sink.await(List.of(UP, "report"));
        assertTrue(session.isUp());
        assertEquals("/private/ws?listenKey=first", peer.requestTarget());
        assertEquals(List.of("POST " + LISTEN_KEY), restServer.requests());
    }

    @Test
    void shouldKeepTheKeyAlive() throws IOException {
        session = session(Duration.ofMillis(20));
        start();
        server.acceptWebSocket();

        Eventually.await("keep-alives", () -> count("PUT " + LISTEN_KEY) >= 3);

        assertEquals(1, count("POST " + LISTEN_KEY));
        assertEquals(List.of(UP), sink.events());
    }

    /** The usual interval is longer than the test's patience. */
    @Test
    void shouldTryAgainSoonWhenTheKeyWasNotExtended() throws IOException {
        session = session(Duration.ofSeconds(30));
        start();
        server.acceptWebSocket();
        sink.await(UP);
        restServer.answer(LISTEN_KEY, 500, "");

        host.onLoop(() -> {
            session.keepAlive(1);
            return null;
        });
        Eventually.await("a second try", () -> count("PUT " + LISTEN_KEY) == 2);

        assertEquals(List.of(UP), sink.events());
    }

    @Test
    void shouldGetANewKeyWhenTheVenueKnowsTheOldOneNoMore() throws IOException {
        session = session(Duration.ofMillis(300));
        start();
        final Peer first = server.acceptWebSocket();
        sink.await(UP);
        restServer.answer(LISTEN_KEY, 400, "{\"code\":-1125,\"msg\":\"This listenKey does not exist.\"}");
        assertEquals(8, first.receive().code());
        restServer.answer(LISTEN_KEY, 200, "{\"listenKey\":\"second\"}");

        final Peer second = server.acceptWebSocket();

        sink.await(List.of(UP, DOWN, UP));
        assertEquals("/private/ws?listenKey=second", second.requestTarget());
    }

    @Test
    void shouldGetANewKeyWhenToldThatTheOldOneExpired() throws IOException {
        start();
        final Peer first = server.acceptWebSocket();
        sink.await(UP);
        restServer.answer(LISTEN_KEY, 200, "{\"listenKey\":\"second\"}");

        first.sendText("expired");

        assertEquals("/private/ws?listenKey=second", server.acceptWebSocket().requestTarget());
        sink.await(List.of(UP, DOWN, UP));
    }

    @Test
    void shouldTryAgainWhileThereIsNoKey() throws IOException {
        restServer.answer(LISTEN_KEY, 500, "");
        start();
        Eventually.await("tries", () -> count("POST " + LISTEN_KEY) >= 3);
        restServer.answer(LISTEN_KEY, 200, "{\"listenKey\":\"late\"}");

        assertEquals("/private/ws?listenKey=late", server.acceptWebSocket().requestTarget());
        sink.await(List.of(UP));
    }

    @Test
    void shouldAskForNoKeyDuringABan() throws IOException {
        rest.budget().closeForMs(500);
        final long endMs = rest.budget().closedUntilMs();
        start();

        Eventually.await("a key", () -> count("POST " + LISTEN_KEY) == 1);

        assertTrue(System.currentTimeMillis() >= endMs);
        server.acceptWebSocket();
        sink.await(UP);
    }

    @Test
    void shouldStayAwayWhenTheSubscriptionIsRefusedForTooManyRequests() throws IOException {
        session = new UserDataSession(
                venue(MarketKind.SPOT),
                1,
                rest,
                Duration.ofMinutes(30),
                host.host(),
                this::decoder,
                sink,
                () -> "subscribe".getBytes(StandardCharsets.US_ASCII));
        start();
        final Peer peer = server.acceptWebSocket();
        assertEquals("subscribe", peer.receive().text());

        peer.sendText("refused");

        assertEquals(8, peer.receive().code());
        assertTrue(rest.budget().closedForMs() > 1_000);
    }

    @Test
    void shouldTellALossAndComeAgain() throws IOException {
        start();
        final Peer first = server.acceptWebSocket();
        sink.await(UP);

        first.reset();
        sink.await(DOWN);
        server.acceptWebSocket().sendText("report");

        sink.await(List.of(UP, DOWN, UP, "report"));
    }

    @Test
    void shouldKeepReportsWithoutRoom() throws IOException {
        start();
        final Peer peer = server.acceptWebSocket();
        sink.await(UP);
        sink.giveRoomFor(1);
        peer.sendText("one");
        peer.sendText("two");
        peer.sendText("three");
        sink.await("one");

        sink.giveRoomFor(5);

        sink.await(List.of(UP, "one", "two", "three"));
    }

    @Test
    void shouldStayDownAfterItWasStopped() throws IOException {
        start();
        server.acceptWebSocket();
        sink.await(UP);

        session.stop();

        sink.await(List.of(UP, DOWN));
        assertFalse(session.isUp());
    }

    @Test
    void shouldAskForASubscriptionOnSpot() {
        final Exception refusal = assertThrows(
                IllegalArgumentException.class,
                () -> new UserDataSession(
                        venue(MarketKind.SPOT), 1, rest, Duration.ofSeconds(1), host.host(), this::decoder, sink));

        assertTrue(refusal.getMessage().contains("kind=SPOT"), refusal.getMessage());
    }

    private UserDataSession session(final Duration keepAliveInterval) {
        return new UserDataSession(
                venue(MarketKind.USDM), 1, rest, keepAliveInterval, host.host(), this::decoder, sink);
    }

    private void start() {
        host.poll(session::poll);
        session.start();
    }

    private FrameDecoder decoder(final UserStreamNotices told) {
        notices = told;
        return new Texts();
    }

    private final class Texts implements FrameDecoder {
        @Override
        public boolean onFrame(final DirectBuffer buffer, final int offset, final int length) {
            final String text = buffer.getStringWithoutLengthUtf8(offset, length);
            if (text.equals("expired")) {
                notices.listenKeyExpired();
                return true;
            }
            if (text.equals("refused")) {
                notices.answered(429);
                return true;
            }
            return sink.commitText(text);
        }

        @Override
        public void forget() {
            forgotten.incrementAndGet();
        }
    }

    private long count(final String request) {
        return restServer.requests().stream().filter(request::equals).count();
    }

    private VenueAddresses venue(final MarketKind kind) {
        final URI streams = URI.create("ws://127.0.0.1:" + server.address().getPort());
        final URI calls = URI.create("http://127.0.0.1:" + restServer.port());
        return new VenueAddresses(Venue.SIMULATED, kind, calls, streams, streams, streams, true);
    }

    private static final class Key implements RequestSigner {
        @Override
        public String apiKey() {
            return "the-key";
        }

        @Override
        public String signedQuery(final Map<String, String> parameters, final long timestampMs) {
            return "timestamp=" + timestampMs;
        }
    }
}
