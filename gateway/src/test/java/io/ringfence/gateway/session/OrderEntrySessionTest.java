package io.ringfence.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.ResourceLeakDetector;
import io.ringfence.gateway.order.OrderEntry.Outcome;
import io.ringfence.gateway.testing.CollectingSink;
import io.ringfence.gateway.testing.Eventually;
import io.ringfence.gateway.testing.LeavesNothing;
import io.ringfence.gateway.testing.RawWebSocketServer;
import io.ringfence.gateway.testing.RawWebSocketServer.Peer;
import io.ringfence.gateway.testing.TestHost;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderPlacedEncoder;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.testing.Allocation;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeavesNothing.class)
class OrderEntrySessionTest {
    private static final int ORDERS_PER_ROUND = 200;
    private static final int RECORD_BYTES = 150;
    private static final String UP = "ORDER_ENTRY UP";
    private static final String DOWN = "ORDER_ENTRY DOWN";

    private final CollectingSink sink = new CollectingSink();
    private final AtomicBoolean userDataIsUp = new AtomicBoolean(true);
    private final Latencies latencies = new Latencies();
    private final StubEncoder encoder = new StubEncoder();
    private RequestAnswerListener answers;
    private RawWebSocketServer server;
    private TestHost host;
    private OrderEntrySession session;

    @BeforeEach
    void open() throws UnknownHostException {
        server = new RawWebSocketServer();
        host = new TestHost();
        session = session(host);
        host.poll(session::poll);
    }

    @AfterEach
    void end() throws IOException {
        session.stop();
        server.close();
        host.close();
    }

    @Test
    void shouldRefuseToTradeAnywhereButOnThisHost() {
        final Exception refusal =
                assertThrows(OrderEntryRefused.class, () -> session("wss://192.0.2.7/ws-fapi/v1", host));

        assertTrue(refusal.getMessage().contains("order entry to wss://192.0.2.7/ws-fapi/v1 is refused"));
    }

    @Test
    void shouldLogOnBeforeItIsUp() throws IOException {
        encoder.logon = "logon 1";
        session.start();
        final Peer peer = server.acceptWebSocket();

        assertEquals("logon 1", peer.receive().text());
        assertFalse(session.isUp());
        assertEquals(Outcome.NOT_CONNECTED, send("order", 5));
        peer.sendText("answer 1 200 0");
        sink.await(List.of(UP));

        assertTrue(session.isUp());
        assertEquals("/ws-fapi/v1", peer.requestTarget());
    }

    @Test
    void shouldComeAgainWhenTheLogonIsRefused() throws IOException {
        encoder.logon = "logon";
        session.start();
        final Peer first = server.acceptWebSocket();
        assertEquals("logon", first.receive().text());
        first.sendText("answer 1 401 -2015");

        final Peer second = server.acceptWebSocket();
        assertEquals("logon", second.receive().text());
        second.sendText("answer 1 200 0");
        second.sendText("answer 2 200 0");

        sink.await(List.of(UP));
        assertEquals(8, first.receive().code());
        assertTrue(first.seesEnd());
    }

    @Test
    void shouldNotConnectDuringABan() throws IOException {
        host.host().budget().closeForMs(500);
        final long endMs = host.host().budget().closedUntilMs();
        session.start();

        server.acceptWebSocket();

        assertTrue(System.currentTimeMillis() >= endMs);
        sink.await(List.of(UP));
    }

    @Test
    void shouldBeUpAtOnceWithAKeyThatSignsEachRequest() throws IOException {
        session.start();
        server.acceptWebSocket();

        sink.await(List.of(UP));
    }

    @Test
    void shouldWriteOrdersAndRecordTheirLatency() throws IOException {
        session.start();
        final Peer peer = server.acceptWebSocket();
        sink.await(UP);

        final Outcome first = send("order one", System.nanoTime());
        final Outcome second = send("order two", OrderEntrySession.NOT_RECEIVED);

        assertEquals(List.of(Outcome.WRITTEN, Outcome.WRITTEN), List.of(first, second));
        assertEquals("encoded order one", peer.receive().text());
        assertEquals("encoded order two", peer.receive().text());
        assertEquals(1, latencies.count);
        assertTrue(latencies.latestNanos > 0);
    }

    @Test
    void shouldSendOrdersWithoutAllocating() throws IOException {
        final ResourceLeakDetector.Level leakDetection = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        session.start();
        final Peer peer = server.acceptWebSocket();
        sink.await(UP);

        long least = Long.MAX_VALUE;
        for (int round = 0; round < 100 && (round < 50 || least > 0); round++) {
            least = Math.min(least, host.onLoop(this::bytesAllocatedBySending));
            for (int i = 0; i < ORDERS_PER_ROUND; i++) {
                peer.receive();
            }
        }

        ResourceLeakDetector.setLevel(leakDetection);
        System.out.printf("orders: %d bytes for %d%n", least, ORDERS_PER_ROUND);
        assertTrue(least < ORDERS_PER_ROUND, "bytes=" + least);
    }

    private long bytesAllocatedBySending() {
        final UnsafeBuffer record = new UnsafeBuffer(new byte[150]);
        final long thread = Thread.currentThread().getId();
        final long before = Allocation.ofThread(thread);
        for (int i = 0; i < ORDERS_PER_ROUND; i++) {
            if (session.send(record, 0, record.capacity(), 1) != Outcome.WRITTEN) {
                throw new AssertionError("order " + i + " was not written");
            }
        }
        return Allocation.ofThread(thread) - before;
    }

    @Test
    void shouldHandAnswersOver() throws IOException {
        session.start();
        final Peer peer = server.acceptWebSocket();

        peer.sendText("order answer");

        sink.await(List.of(UP, "order answer"));
    }

    @Test
    void shouldKeepAnswersWithoutRoom() throws IOException {
        session.start();
        final Peer peer = server.acceptWebSocket();
        sink.await(UP);
        sink.giveRoomFor(1);
        for (int i = 0; i < 5; i++) {
            peer.sendText("answered " + i);
        }
        sink.await("answered 0");

        sink.giveRoomFor(10);

        sink.await(List.of(UP, "answered 0", "answered 1", "answered 2", "answered 3", "answered 4"));
    }

    @Test
    void shouldTellALossAndComeAgain() throws IOException {
        session.start();
        final Peer first = server.acceptWebSocket();
        sink.await(UP);

        first.reset();
        sink.await(DOWN);
        final Peer second = server.acceptWebSocket();
        sink.await(List.of(UP, DOWN, UP));

        assertEquals(Outcome.WRITTEN, send("again", 1));
        assertEquals("encoded again", second.receive().text());
    }

    @Test
    void shouldGiveUpAConnectionOnWhichAnOrderStaysUnanswered() throws IOException {
        try (TestHost impatient = new TestHost(Duration.ofHours(1), Duration.ofMillis(50), Duration.ofHours(1))) {
            final OrderEntrySession session = session(impatient);
            impatient.poll(session::poll);
            session.start();
            server.acceptWebSocket();
            sink.await(List.of(UP));
            final UnsafeBuffer placed = new UnsafeBuffer(new byte[RECORD_BYTES]);
            new OrderPlacedEncoder().wrapAndApplyHeader(placed, 0, new MessageHeaderEncoder());

            impatient.onLoop(() -> session.send(placed, 0, placed.capacity(), 1));

            server.acceptWebSocket();
            sink.await(List.of(UP, "perhaps sent", DOWN, UP));
            session.stop();
        }
    }

    @Test
    void shouldNotBeConnectedWhileItIsDown() throws IOException {
        assertEquals(Outcome.NOT_CONNECTED, send("too early", 1));
        session.start();
        server.acceptWebSocket();
        sink.await(UP);

        session.stop();
        sink.await(DOWN);

        assertEquals(Outcome.NOT_CONNECTED, send("too late", 1));
        assertFalse(session.isUp());
    }

    @Test
    void shouldWaitForUserData() throws IOException {
        userDataIsUp.set(false);
        session.start();
        host.onLoop(() -> 0);
        Eventually.await("the gate asked", () -> encoder.asked > 2);
        assertTrue(sink.events().isEmpty());

        userDataIsUp.set(true);

        server.acceptWebSocket();
        sink.await(List.of(UP));
    }

    private OrderEntrySession session(final TestHost on) throws UnknownHostException {
        return session("ws://127.0.0.1:" + server.address().getPort() + "/ws-fapi/v1", on);
    }

    private OrderEntrySession session(final String address, final TestHost on) throws UnknownHostException {
        final URI uri = URI.create(address);
        return new OrderEntrySession(
                new VenueAddresses(Venue.SIMULATED, MarketKind.USDM, uri, uri, uri, uri, true),
                1,
                on.host(),
                encoder,
                (behind, listener) -> {
                    answers = listener;
                    return this::decode;
                },
                sink,
                latencies,
                this::isUserDataUp);
    }

    private boolean isUserDataUp() {
        encoder.asked++;
        return userDataIsUp.get();
    }

    private Outcome send(final String order, final long receivedNanos) {
        final byte[] text = order.getBytes();
        final UnsafeBuffer record = new UnsafeBuffer(Arrays.copyOf(text, RECORD_BYTES));
        return host.onLoop(() -> session.send(record, 0, text.length, receivedNanos));
    }

    /** {@code answer ID STATUS CODE} is about a request, anything else about an order. */
    private boolean decode(final DirectBuffer buffer, final int offset, final int length) {
        final String text = buffer.getStringWithoutLengthUtf8(offset, length);
        if (!text.startsWith("answer ")) {
            return sink.commitText(text);
        }
        final String[] parts = text.split(" ");
        answers.onAnswer(Long.parseLong(parts[1]), Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
        return true;
    }

    private static final class Latencies implements LatencyRecorder {
        private int count;
        private long latestNanos;

        @Override
        public void record(final long nanos) {
            count++;
            latestNanos = nanos;
        }
    }

    private static final class StubEncoder implements OrderRequestEncoder {
        private static final byte[] PREFIX = "encoded ".getBytes();

        private String logon = "";
        private volatile int asked;

        @Override
        public int encodeOrder(
                final DirectBuffer order, final int offset, final int length, final MutableDirectBuffer target) {
            target.putBytes(0, PREFIX);
            target.putBytes(PREFIX.length, order, offset, length);
            return PREFIX.length + length;
        }

        @Override
        public int encodeLogon(final long requestId, final MutableDirectBuffer target) {
            return target.putStringWithoutLengthAscii(0, logon);
        }
    }
}
