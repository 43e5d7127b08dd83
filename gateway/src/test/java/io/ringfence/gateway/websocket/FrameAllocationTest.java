package io.ringfence.gateway.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.ResourceLeakDetector;
import io.ringfence.gateway.loop.IdleMode;
import io.ringfence.gateway.loop.LoopSettings;
import io.ringfence.gateway.loop.PollingLoop;
import io.ringfence.gateway.loop.Transport;
import io.ringfence.gateway.testing.Eventually;
import io.ringfence.gateway.testing.Frames;
import io.ringfence.gateway.testing.LeavesNothing;
import io.ringfence.gateway.testing.RawWebSocketServer;
import io.ringfence.gateway.testing.RawWebSocketServer.Peer;
import io.ringfence.journal.testing.Allocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Counts what the loop's thread allocates, as the JVM itself counts it, while frames come in and go out. */
@ExtendWith(LeavesNothing.class)
class FrameAllocationTest {
    private static final int FRAMES_IN = 250_000;
    private static final int FRAMES_OUT = 25_000;
    private static final int WARM_UP = 50_000;
    private static final int ROUNDS = 4;
    private static final int FRAMES_PER_SEND = 100;
    private static final UnsafeBuffer ORDER = new UnsafeBuffer("x".repeat(250).getBytes());

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Counting counting = new Counting();
    private RawWebSocketServer server;
    private PollingLoop loop;
    private WebSocketConnection connection;
    private ResourceLeakDetector.Level leakDetection;

    /** Which the other tests want, and which makes an object per buffer. */
    @BeforeEach
    void switchLeakDetectionOff() {
        leakDetection = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    @AfterEach
    void end() throws Exception {
        server.close();
        assertTrue(loop.close(Duration.ofSeconds(20)));
        ResourceLeakDetector.setLevel(leakDetection);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldReadFramesWithoutAllocating(final IdleMode idleMode, final Transport transport) throws Exception {
        final Peer peer = connect(idleMode, transport);
        sendFrames(peer, WARM_UP);

        final long bytes = leastAllocated(() -> sendFrames(peer, FRAMES_IN));

        System.out.printf("in, %s %s: %d bytes for %d frames%n", idleMode, transport, bytes, FRAMES_IN);
        assertTrue(bytes < FRAMES_IN / 100, "bytes=" + bytes + " frames=" + FRAMES_IN);
        assertNull(failure.get());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldWriteFramesWithoutAllocating(final IdleMode idleMode, final Transport transport) throws Exception {
        final Peer peer = connect(idleMode, transport);
        counting.answers = true;
        exchange(peer, FRAMES_OUT);

        final long bytes = leastAllocated(() -> exchange(peer, FRAMES_OUT));

        System.out.printf("out, %s %s: %d bytes for %d frames%n", idleMode, transport, bytes, FRAMES_OUT);
        assertTrue(bytes < FRAMES_OUT / 100, "bytes=" + bytes + " frames=" + FRAMES_OUT);
        assertNull(failure.get());
    }

    /** Pools and the compiler settle at some time; what comes with every frame comes in every round. */
    private long leastAllocated(final Traffic traffic) throws IOException {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            final long before = Allocation.ofThread(loop.threadProperties().id());
            traffic.run();
            least = Math.min(least, Allocation.ofThread(loop.threadProperties().id()) - before);
        }
        return least;
    }

    private interface Traffic {
        void run() throws IOException;
    }

    private static Stream<Object[]> kinds() {
        return Stream.of(Transport.values())
                .filter(transport -> transport == Transport.NIO || Transport.best() == Transport.EPOLL)
                .flatMap(transport -> Stream.of(IdleMode.values()).map(idleMode -> new Object[] {idleMode, transport}));
    }

    private Peer connect(final IdleMode idleMode, final Transport transport) throws IOException {
        server = new RawWebSocketServer();
        loop = new PollingLoop(
                new LoopSettings("test-loop", idleMode, transport, LoopSettings.DEFAULT_MAX_SLEEP_NANOS));
        loop.start(() -> 0, failure::set);
        connection = new WebSocketConnection(loop, WebSocketSettings.plain(), counting);
        connection.connect(server.uri("ws", "/"), server.address());
        return server.acceptWebSocket();
    }

    private void sendFrames(final Peer peer, final int count) throws IOException {
        final ByteArrayOutputStream batch = new ByteArrayOutputStream();
        for (int i = 0; i < FRAMES_PER_SEND; i++) {
            batch.writeBytes(i % 50 == 49 ? Frames.ping("1723075200000000000") : Frames.text("x".repeat(120 + i)));
        }
        final int texts = FRAMES_PER_SEND - 2;
        final int before = counting.texts();
        for (int sent = 0; sent < count; sent += texts) {
            peer.send(batch.toByteArray());
        }
        Eventually.await("all taken", () -> counting.texts() >= before + count);
    }

    /** One text in, one text out, a hundred at a time. */
    private void exchange(final Peer peer, final int count) throws IOException {
        final byte[] texts = Frames.join(Stream.generate(() -> Frames.text("tick"))
                .limit(FRAMES_PER_SEND)
                .toArray(byte[][]::new));
        for (int done = 0; done < count; done += FRAMES_PER_SEND) {
            peer.send(texts);
            for (int i = 0; i < FRAMES_PER_SEND; i++) {
                assertEquals(ORDER.capacity(), peer.receive().payload().length);
            }
        }
    }

    private final class Counting extends Counted {
        private volatile boolean answers;

        @Override
        public boolean onText(final DirectBuffer buffer, final int offset, final int length) {
            if (answers && connection.writer().writeText(ORDER, 0, ORDER.capacity()) != FrameWriter.Outcome.WRITTEN) {
                throw new IllegalStateException("not written");
            }
            return super.onText(buffer, offset, length);
        }
    }
}
