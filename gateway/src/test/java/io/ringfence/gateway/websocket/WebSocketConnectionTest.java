package io.ringfence.gateway.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.loop.IdleMode;
import io.ringfence.gateway.loop.LoopSettings;
import io.ringfence.gateway.loop.PollingLoop;
import io.ringfence.gateway.testing.Eventually;
import io.ringfence.gateway.testing.Frames;
import io.ringfence.gateway.testing.LeavesNothing;
import io.ringfence.gateway.testing.RawWebSocketServer;
import io.ringfence.gateway.testing.RawWebSocketServer.Peer;
import io.ringfence.gateway.testing.RawWebSocketServer.Received;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeavesNothing.class)
class WebSocketConnectionTest {
    private static final int MAX_LENGTH = 1000;
    private static final WebSocketSettings SETTINGS =
            new WebSocketSettings(MAX_LENGTH, 4096, 5_000, 5_000, 500, null, Runnable::run);

    private final Heard heard = new Heard();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private PollingLoop loop;
    private RawWebSocketServer server;
    private WebSocketConnection connection;

    @BeforeEach
    void open() {
        loop = new PollingLoop(LoopSettings.of("test-loop", IdleMode.BLOCK));
        loop.start(() -> 0, failure::set);
        server = new RawWebSocketServer();
        connection = new WebSocketConnection(loop, SETTINGS, heard);
    }

    @AfterEach
    void end() throws Exception {
        server.close();
        assertTrue(loop.close(Duration.ofSeconds(20)));
    }

    @Test
    void shouldAskForTheUpgradeWithoutOfferingCompression() throws IOException {
        connection.connect(server.uri("ws", "/stream?streams=a/b&marketClock=true"), server.address());

        final Peer peer = server.accept();

        assertEquals("/stream?streams=a/b&marketClock=true", peer.requestTarget());
        assertEquals("13", peer.header("Sec-WebSocket-Version"));
        assertEquals("localhost:" + server.address().getPort(), peer.header("Host"));
        assertNull(peer.header("Sec-WebSocket-Extensions"));
    }

    @Test
    void shouldHandOnFramesThatComeWithTheAnswer() throws IOException {
        connection.connect(server.uri("ws", "/"), server.address());
        final Peer peer = server.accept();

        peer.send(Frames.join(peer.upgradeAnswer(), Frames.text("a"), Frames.text("b")));
        peer.sendText("c");

        heard.await("c");
        assertEquals(List.of("open", "a", "b", "c"), heard.events());
    }

    @Test
    void shouldReadAnAnswerThatComesByteByByte() throws IOException {
        connection.connect(server.uri("ws", "/"), server.address());
        final Peer peer = server.accept();

        for (final byte single : Frames.join(peer.upgradeAnswer(), Frames.text("a"))) {
            peer.send(new byte[] {single});
        }

        heard.await("a");
        assertEquals(List.of("open", "a"), heard.events());
    }

    @Test
    void shouldTellWhyTheHandshakeWasRefused() throws IOException {
        connection.connect(server.uri("ws", "/"), server.address());

        server.accept().send(ascii("HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"));

        heard.awaitClosed();
        assertEquals(List.of("closed 1006 handshake refused: status=429 retryAfterS=7"), heard.events());
    }

    @Test
    void shouldRefuseAWrongAcceptKey() throws IOException {
        connection.connect(server.uri("ws", "/"), server.address());

        server.accept()
                .send(ascii("HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: nonsense\r\n\r\n"));

        heard.awaitClosed();
        assertEquals(List.of("closed 1006 handshake refused: wrong accept key"), heard.events());
    }

    @Test
    void shouldSurviveAnAnswerThatIsNoHttp() throws IOException {
        connection.connect(server.uri("ws", "/"), server.address());

        server.accept().send(ascii("garbage that is no answer\r\n\r\nmore"));

        heard.awaitClosed();
        assertTrue(
                heard.events().get(0).startsWith("closed 1006 handshake refused"),
                heard.events().toString());
    }

    @Test
    void shouldTellThatNobodyListens() throws IOException {
        server.close();

        connection.connect(server.uri("ws", "/"), server.address());

        heard.awaitClosed();
        assertTrue(
                heard.events().get(0).startsWith("closed 1006 connect to"),
                heard.events().toString());
    }

    @Test
    void shouldGiveUpOnAHandshakeThatNeverEnds() throws IOException {
        connection = new WebSocketConnection(
                loop, new WebSocketSettings(MAX_LENGTH, 4096, 5_000, 20, 500, null, Runnable::run), heard);
        connection.connect(server.uri("ws", "/"), server.address());

        final Peer peer = server.accept();

        assertTrue(peer.seesEnd());
        heard.awaitClosed();
        assertEquals(List.of("closed 1006 no handshake within timeoutMs=20"), heard.events());
    }

    @Test
    void shouldRefuseATlsAddressWithoutTlsSettings() {
        connection.connect(server.uri("wss", "/"), server.address());

        heard.awaitClosed();
        assertTrue(heard.events().get(0).contains("needs TLS"), heard.events().toString());
    }

    @Test
    void shouldAnswerOnlyTheLatestPingOfARead() throws IOException {
        final Peer peer = connect();

        peer.send(Frames.join(Frames.ping("1"), Frames.text("a"), Frames.ping("2"), Frames.text("b")));

        final Received pong = peer.receive();
        assertEquals(FrameLayout.PONG, pong.code());
        assertEquals("2", pong.text());
        assertEquals(List.of("open", "ping 1", "a", "ping 2", "b"), heard.events());
    }

    @Test
    void shouldAnswerAPingBehindAPauseOnlyWhenItGetsThere() throws Exception {
        heard.giveRoomFor(0);
        final Peer peer = connect();
        peer.send(Frames.join(Frames.ping("1"), Frames.text("a"), Frames.ping("2")));

        final Received first = peer.receive();
        heard.giveRoomFor(1);
        final boolean reading = onLoop(connection::resume);
        final Received second = peer.receive();

        assertEquals("1", first.text());
        assertTrue(reading);
        assertEquals("2", second.text());
        assertEquals(List.of("open", "ping 1", "a", "ping 2"), heard.events());
    }

    @Test
    void shouldLoseNothingWhenThereIsNoRoom() throws Exception {
        final List<String> texts = IntStream.range(0, 5_000)
                .mapToObj(i -> "text " + i + " " + "x".repeat(i % 300))
                .collect(Collectors.toList());
        heard.giveRoomFor(0);
        final Peer peer = connect();
        final Thread sender = new Thread(() -> sendAll(peer, texts), "sender");
        sender.start();

        while (heard.events().size() < 1 + texts.size()) {
            heard.giveRoomFor(17);
            onLoop(connection::resume);
        }

        sender.join();
        assertEquals(texts, heard.events().subList(1, 1 + texts.size()));
        assertTrue(heard.refusals() > 10, "refusals=" + heard.refusals());
    }

    @Test
    void shouldHandOnWhatItKeptBeforeItTellsTheEnd() throws Exception {
        heard.giveRoomFor(1);
        final Peer peer = connect();
        peer.send(Frames.join(Frames.text("a"), Frames.text("b"), Frames.text("c")));
        heard.await("a");
        peer.reset();

        final boolean stillPaused = !onLoop(connection::resume);
        heard.giveRoomFor(5);
        Eventually.await(
                "end",
                () -> onLoop(() -> {
                    connection.resume();
                    return !connection.isOpen();
                }));
        heard.awaitClosed();

        assertTrue(stillPaused);
        assertEquals(List.of("open", "a", "b", "c"), heard.events().subList(0, 4));
        assertEquals(5, heard.events().size());
    }

    @Test
    void shouldEchoThePeersCloseFrame() throws IOException {
        final Peer peer = connect();

        peer.send(Frames.close(1001, "maintenance"));

        final Received answer = peer.receive();
        heard.awaitClosed();
        assertEquals(FrameLayout.CLOSE, answer.code());
        assertTrue(answer.masked());
        assertEquals(1001, (answer.payload()[0] & 0xFF) << 8 | answer.payload()[1] & 0xFF);
        assertEquals(List.of("open", "closed 1001 maintenance"), heard.events());
        assertTrue(peer.seesEnd());
    }

    @Test
    void shouldCloseWithTheCodeOfTheBreach() throws IOException {
        final Peer peer = connect();

        peer.send(Frames.text("x".repeat(MAX_LENGTH + 1)));

        final Received answer = peer.receive();
        heard.awaitClosed();
        assertEquals(CloseCode.TOO_LARGE, (answer.payload()[0] & 0xFF) << 8 | answer.payload()[1] & 0xFF);
        assertTrue(heard.events().get(1).startsWith("closed 1009 message exceeds 1000 bytes"));
        assertTrue(connection.reader().wasViolated());
    }

    @Test
    void shouldCloseWhenAsked() throws IOException {
        final Peer peer = connect();

        connection.close(CloseCode.NORMAL, "done");

        final Received goodbye = peer.receive();
        peer.send(Frames.close(1000, ""));
        heard.awaitClosed();
        assertEquals(FrameLayout.CLOSE, goodbye.code());
        assertEquals(List.of("open", "closed 1000 done"), heard.events());
    }

    @Test
    void shouldCloseThoughThePeerNeverAnswers() throws IOException {
        final Peer peer = connect();

        connection.close(CloseCode.NORMAL, "done");

        peer.receive();
        assertTrue(peer.seesEnd());
        heard.awaitClosed();
        assertEquals(List.of("open", "closed 1000 done"), heard.events());
    }

    @Test
    void shouldTellThatItWasLost() throws IOException {
        final Peer peer = connect();

        peer.reset();

        heard.awaitClosed();
        assertTrue(
                heard.events().get(1).startsWith("closed 1006"), heard.events().toString());
        assertNull(failure.get());
    }

    @Test
    void shouldWriteMaskedFramesOfEveryLength() throws Exception {
        final Peer peer = connect();

        for (final int length : new int[] {0, 1, 7, 8, 9, 125, 126, 1000, 65_535, 65_536}) {
            final String text = IntStream.range(0, length)
                    .mapToObj(i -> String.valueOf((char) ('a' + i % 26)))
                    .collect(Collectors.joining());
            final FrameWriter.Outcome outcome = onLoop(() -> write(text));
            final Received frame = peer.receive();

            assertEquals(FrameWriter.Outcome.WRITTEN, outcome);
            assertEquals(FrameLayout.TEXT, frame.code());
            assertTrue(frame.masked());
            assertEquals(text, frame.text());
        }
    }

    @Test
    void shouldNotQueueBehindASocketThatIsFull() throws Exception {
        final Peer peer = connect();
        final String text = "x".repeat(50_000);

        final int written = onLoop(() -> {
            int count = 0;
            while (write(text) == FrameWriter.Outcome.WRITTEN) {
                count++;
            }
            return count;
        });
        for (int i = 0; i < written; i++) {
            assertEquals(text, peer.receive().text());
        }

        Eventually.await("room again", () -> onLoop(() -> write("after")) == FrameWriter.Outcome.WRITTEN);
        assertEquals("after", peer.receive().text());
    }

    @Test
    void shouldSayThatItIsNotConnected() throws Exception {
        assertEquals(FrameWriter.Outcome.NOT_CONNECTED, onLoop(() -> write("too early")));
        final Peer peer = connect();
        peer.close();
        heard.awaitClosed();

        assertEquals(FrameWriter.Outcome.NOT_CONNECTED, onLoop(() -> write("too late")));
        assertFalse(connection.isOpen());
    }

    @Test
    void shouldEndTheLoopWhenAListenerThrows() throws Exception {
        final RuntimeException cause = new IllegalStateException("stage=orders");
        connection = new WebSocketConnection(loop, SETTINGS, new Throwing(cause));
        connection.connect(server.uri("ws", "/"), server.address());

        server.acceptWebSocket().sendText("a");

        Eventually.await("failure", () -> failure.get() != null);
        assertSame(cause, failure.get());
        assertTrue(loop.awaitTermination(20, TimeUnit.SECONDS));
    }

    @Test
    void shouldTellTheEndWhenItsLoopEnds() throws Exception {
        connect();

        assertTrue(loop.close(Duration.ofSeconds(20)));

        assertTrue(
                heard.events().get(1).startsWith("closed 1006"), heard.events().toString());
    }

    private Peer connect() throws IOException {
        connection.connect(server.uri("ws", "/"), server.address());
        final Peer peer = server.acceptWebSocket();
        heard.await("open");
        return peer;
    }

    private FrameWriter.Outcome write(final String text) {
        final UnsafeBuffer buffer = new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
        return connection.writer().writeText(buffer, 0, buffer.capacity());
    }

    private <T> T onLoop(final Callable<T> work) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return work.call();
                            } catch (final Exception e) {
                                throw new AssertionError(e);
                            }
                        },
                        loop)
                .join();
    }

    private static void sendAll(final Peer peer, final List<String> texts) {
        try {
            for (final String text : texts) {
                peer.sendText(text);
            }
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Throwing implements FrameListener {
        private final RuntimeException cause;

        Throwing(final RuntimeException cause) {
            this.cause = cause;
        }

        @Override
        public void received(final long nanoTime) {}

        @Override
        public void onOpen() {}

        @Override
        public boolean onText(final DirectBuffer buffer, final int offset, final int length) {
            throw cause;
        }

        @Override
        public void onPing(final DirectBuffer buffer, final int offset, final int length) {}

        @Override
        public void onClosed(final int code, final String reason) {}
    }
}
