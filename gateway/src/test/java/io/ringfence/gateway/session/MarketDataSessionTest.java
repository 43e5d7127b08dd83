package io.ringfence.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.util.ResourceLeakDetector;
import io.ringfence.gateway.clock.PlayedClock;
import io.ringfence.gateway.testing.CollectingSink;
import io.ringfence.gateway.testing.Eventually;
import io.ringfence.gateway.testing.Frames;
import io.ringfence.gateway.testing.LeavesNothing;
import io.ringfence.gateway.testing.RawWebSocketServer;
import io.ringfence.gateway.testing.RawWebSocketServer.Peer;
import io.ringfence.gateway.testing.TestHost;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.testing.Allocation;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(LeavesNothing.class)
class MarketDataSessionTest {
    private static final String UP = "MARKET_DATA UP";
    private static final int CLOSE = 8;
    private static final String DOWN = "MARKET_DATA DOWN";

    private final CollectingSink sink = new CollectingSink();
    private final PlayedClock clock = new PlayedClock(0);
    private final AtomicInteger depthLosses = new AtomicInteger();
    private RawWebSocketServer server;
    private TestHost host;
    private MarketDataSession session;
    private volatile boolean counts;
    private volatile int counted;

    @BeforeEach
    void open() {
        server = new RawWebSocketServer();
        host = new TestHost();
    }

    @AfterEach
    void end() throws IOException {
        session.stop();
        server.close();
        host.close();
    }

    @Test
    void shouldBeUpWhenAllItsSocketsAre() throws IOException {
        start(List.of("BTCUSDT"), List.of(StreamKind.TRADE, StreamKind.AGGREGATE_TRADE));

        final Peer first = server.acceptWebSocket();
        assertFalse(session.isUp());
        assertTrue(sink.events().isEmpty());
        final Peer second = server.acceptWebSocket();
        sink.await(UP);

        assertTrue(session.isUp());
        assertEquals(
                List.of(
                        "/market/stream?streams=btcusdt@aggTrade&marketClock=true",
                        "/public/stream?streams=btcusdt@trade&marketClock=true"),
                Stream.of(first, second).map(Peer::requestTarget).sorted().toList());
    }

    @Test
    void shouldHearFurtherSymbolsOverTheSocketsThatThereAre() throws IOException {
        start(List.of("BTCUSDT"), List.of(StreamKind.TRADE, StreamKind.DEPTH));
        final Peer peer = server.acceptWebSocket();
        sink.await(UP);

        session.add("ETHUSDT");
        final String added = peer.receive().text();
        session.remove("BTCUSDT");
        final String removed = peer.receive().text();
        peer.reset();
        final Peer again = server.acceptWebSocket();

        assertEquals(
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"ethusdt@trade\",\"ethusdt@depth@100ms\"],\"id\":1000}", added);
        assertEquals(
                "{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@trade\",\"btcusdt@depth@100ms\"],\"id\":1001}",
                removed);
        assertEquals(
                "/public/stream?streams=ethusdt@trade/ethusdt@depth@100ms&marketClock=true", again.requestTarget());
        sink.await(List.of(UP, DOWN, UP));
    }

    @Test
    void shouldOpenAndCloseASocketWithoutInterruptingTheMarket() throws IOException {
        final List<String> full = IntStream.range(0, StreamShare.MAX_STREAMS)
                .mapToObj(i -> "S" + i)
                .toList();
        start(full, List.of(StreamKind.TRADE));
        server.acceptWebSocket();
        sink.await(UP);

        session.add("ETHUSDT");
        final Peer second = server.acceptWebSocket();
        // Open on both sides: one that isn't yet is cut, not closed.
        second.sendText("heard");
        sink.await("heard");
        session.remove("ETHUSDT");

        assertEquals("/public/stream?streams=ethusdt@trade&marketClock=true", second.requestTarget());
        assertEquals(CLOSE, second.receive().code());
        assertTrue(session.isUp());
        assertEquals(List.of(UP, "heard"), sink.events());
    }

    /** Else nobody would ever look again whether the others are up. */
    @Test
    void shouldBeUpAgainWhenWhatIsDownIsNotWantedAnyMore() throws IOException {
        final List<String> symbols = Stream.concat(
                        IntStream.range(0, StreamShare.MAX_STREAMS).mapToObj(i -> "S" + i), Stream.of("ETHUSDT"))
                .toList();
        start(symbols, List.of(StreamKind.TRADE));
        final List<Peer> peers = List.of(server.acceptWebSocket(), server.acceptWebSocket());
        sink.await(UP);
        peers.stream()
                .filter(peer -> peer.requestTarget().contains("ethusdt"))
                .findFirst()
                .orElseThrow()
                .reset();
        sink.await(List.of(UP, DOWN));

        session.remove("ETHUSDT");

        sink.await(List.of(UP, DOWN, UP));
        assertTrue(session.isUp());
    }

    @Test
    void shouldHandFramesToTheDecoderBehindTheirUp() throws IOException {
        start(List.of("BTCUSDT"), List.of(StreamKind.TRADE));
        final Peer peer = server.accept();

        peer.send(Frames.join(peer.upgradeAnswer(), Frames.text("one"), Frames.text("two")));

        sink.await(List.of(UP, "one", "two"));
        assertTrue(sink.receivedNanos() != 0);
    }

    @Test
    void shouldPauseWithoutRoomAndLoseNothing() throws Exception {
        start(List.of("BTCUSDT"), List.of(StreamKind.TRADE));
        final Peer peer = server.acceptWebSocket();
        sink.await(UP);
        sink.giveRoomFor(0);
        final List<String> expected = new ArrayList<>(List.of(UP));
        final Thread sender = new Thread(() -> sendNumbers(peer, 20_000));
        sender.start();
        IntStream.range(0, 20_000).forEach(i -> expected.add("frame " + i));

        while (sink.events().size() < expected.size()) {
            sink.giveRoomFor(500);
            Thread.onSpinWait();
        }

        sender.join();
        assertEquals(expected, sink.events());
    }

    @Test
    void shouldHoldFramesBackUntilItsUpFoundRoom() throws IOException {
        sink.giveRoomFor(0);
        start(List.of("BTCUSDT"), List.of(StreamKind.TRADE));
        final Peer peer = server.acceptWebSocket();
        peer.sendText("one");
        Eventually.await("up", session::isUp);

        sink.giveRoomFor(5);

        sink.await(List.of(UP, "one"));
    }

    @Test
    void shouldComeAgainAfterALossAndTellBoth() throws IOException {
        start(List.of("BTCUSDT"), List.of(StreamKind.DEPTH));
        final Peer first = server.acceptWebSocket();
        sink.await(UP);
        first.sendText("before");
        sink.await("before");

        first.reset();
        server.acceptWebSocket().sendText("after");

        sink.await(List.of(UP, "before", DOWN, UP, "after"));
        assertEquals(1, depthLosses.get());
    }

    @Test
    void shouldComeAgainWhenThePeerHasVanished() throws Exception {
        host.close();
        host = new TestHost(Duration.ofMillis(40), Duration.ofHours(1));
        start(List.of("BTCUSDT"), List.of(StreamKind.TRADE));

        server.acceptWebSocket();
        server.acceptWebSocket();

        Eventually.await("a second connection", () -> sink.events().size() >= 3);
        assertEquals(List.of(UP, DOWN, UP), sink.events().subList(0, 3));
    }

    @Test
    void shouldRenewItsConnectionBeforeTheVenueCutsIt() throws Exception {
        host.close();
        host = new TestHost(Duration.ofHours(1), Duration.ofMillis(40));
        start(List.of("BTCUSDT"), List.of(StreamKind.TRADE));

        assertEquals(8, server.acceptWebSocket().receive().code());
        server.acceptWebSocket();

        Eventually.await("a second connection", () -> sink.events().size() >= 3);
        assertEquals(List.of(UP, DOWN, UP), sink.events().subList(0, 3));
    }

    @Test
    void shouldComeAgainThoughTheVenueRefusesAtFirst() throws IOException {
        start(List.of("BTCUSDT"), List.of(StreamKind.TRADE));
        for (int i = 0; i < 3; i++) {
            server.accept().send("HTTP/1.1 503 S\r\nContent-Length: 0\r\n\r\n".getBytes());
        }

        server.acceptWebSocket();

        sink.await(List.of(UP));
        assertEquals(0, depthLosses.get());
    }

    @Test
    void shouldSubscribeToWhatTheAddressDoesNotName() throws IOException {
        final List<String> symbols =
                IntStream.range(0, 200).mapToObj(i -> "S" + i).toList();
        start(symbols, List.of(StreamKind.TRADE));
        final Peer peer = server.acceptWebSocket();

        final String request = peer.receive().text();

        assertEquals(100, peer.requestTarget().split("@trade").length - 1);
        assertTrue(request.startsWith("{\"method\":\"SUBSCRIBE\",\"params\":[\"s100@trade\",\"s101@trade\""), request);
        assertTrue(request.endsWith("\"s199@trade\"],\"id\":1}"), request);
    }

    @Test
    void shouldFollowThePlayedMarketsClock() throws IOException {
        start(List.of("BTCUSDT"), List.of(StreamKind.TRADE));
        final Peer peer = server.acceptWebSocket();

        peer.send(Frames.join(Frames.ping("1723075200000000000"), Frames.ping("noise"), Frames.ping("")));

        assertEquals("", peer.receive().text());
        assertEquals(1_723_075_200_000_000_000L, clock.timeNs());
    }

    @Test
    void shouldTakeNoTimeThatDoesNotFit() throws IOException {
        start(List.of("BTCUSDT"), List.of(StreamKind.TRADE));
        final Peer peer = server.acceptWebSocket();

        peer.send(Frames.join(Frames.ping("9999999999999999999"), Frames.ping("-1"), Frames.ping("1".repeat(25))));

        assertEquals("1".repeat(25), peer.receive().text());
        assertEquals(0, clock.timeNs());
    }

    @Test
    void shouldReadFramesWithoutAllocating() throws IOException {
        final ResourceLeakDetector.Level leakDetection = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        start(List.of("BTCUSDT"), List.of(StreamKind.TRADE));
        final Peer peer = server.acceptWebSocket();
        sink.await(UP);
        counts = true;
        final long thread = host.host().loop().threadProperties().id();
        final byte[] batch =
                Frames.join(Stream.generate(() -> Frames.text("{\"stream\":\"btcusdt@trade\",\"data\":{}}"))
                        .limit(500)
                        .toArray(byte[][]::new));

        long least = Long.MAX_VALUE;
        for (int round = 0; round < 60 && (round < 30 || least > 0); round++) {
            final int expected = counted + 5_000;
            final long before = Allocation.ofThread(thread);
            for (int i = 0; i < 10; i++) {
                peer.send(batch);
            }
            Eventually.await("frames", () -> counted == expected);
            least = Math.min(least, Allocation.ofThread(thread) - before);
        }

        ResourceLeakDetector.setLevel(leakDetection);
        System.out.printf("market frames: %d bytes for 5000%n", least);
        assertTrue(least < 5_000, "bytes=" + least);
    }

    @Test
    void shouldNameAStreamThatSaysNothing() throws IOException {
        final ListAppender<ILoggingEvent> log = new ListAppender<>();
        final Logger logger = (Logger) LoggerFactory.getLogger(MarketSocket.class);
        log.start();
        logger.addAppender(log);

        start(List.of("BTCUSDT"), List.of(StreamKind.TRADE, StreamKind.BEST_QUOTE));
        server.acceptWebSocket().sendText("{\"stream\":\"btcusdt@trade\",\"data\":{}}");

        Eventually.await("a warning", () -> !log.list.isEmpty());
        logger.detachAppender(log);
        assertEquals(1, log.list.size());
        assertTrue(log.list.get(0).getFormattedMessage().startsWith("stream btcusdt@bookTicker on /public/stream"));
    }

    @Test
    void shouldStayAwayAfterItWasStopped() throws IOException {
        start(List.of("BTCUSDT"), List.of(StreamKind.TRADE));
        final Peer peer = server.acceptWebSocket();
        sink.await(UP);

        session.stop();

        assertEquals(8, peer.receive().code());
        assertTrue(peer.seesEnd());
        sink.await(List.of(UP, DOWN));
        assertFalse(session.isUp());
    }

    private void start(final List<String> symbols, final List<StreamKind> kinds) {
        final URI streams = URI.create("ws://127.0.0.1:" + server.address().getPort());
        final VenueAddresses venue =
                new VenueAddresses(Venue.SIMULATED, MarketKind.USDM, streams, streams, streams, streams, true);
        session = new MarketDataSession(
                venue,
                new MarketSubscription(symbols, kinds, 20, 300),
                host.host(),
                this::decode,
                sink,
                clock,
                depthLosses::incrementAndGet);
        host.poll(session::poll);
        session.start();
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    private boolean decode(final DirectBuffer buffer, final int offset, final int length) {
        if (counts) {
            counted++;
            return true;
        }
        return sink.commitText(buffer.getStringWithoutLengthUtf8(offset, length));
    }

    private static void sendNumbers(final Peer peer, final int count) {
        try {
            for (int i = 0; i < count; i++) {
                peer.sendText("frame " + i);
            }
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }
}
