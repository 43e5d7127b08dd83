package io.ringfence.benchmarks.subject;

import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.Latencies;
import io.ringfence.engine.config.Idle;
import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.gateway.binance.BookSyncs;
import io.ringfence.gateway.binance.DecodeCounters;
import io.ringfence.gateway.binance.DecodeErrors;
import io.ringfence.gateway.binance.InstrumentDirectory;
import io.ringfence.gateway.binance.MarketDecoder;
import io.ringfence.gateway.binance.Outcome;
import io.ringfence.gateway.frames.Frame;
import io.ringfence.gateway.frames.FrameKind;
import io.ringfence.gateway.frames.FrameSource;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.loop.IdleMode;
import io.ringfence.gateway.loop.LoopSettings;
import io.ringfence.gateway.loop.PollingLoop;
import io.ringfence.gateway.websocket.FrameListener;
import io.ringfence.gateway.websocket.FrameWriter;
import io.ringfence.gateway.websocket.WebSocketConnection;
import io.ringfence.gateway.websocket.WebSocketSettings;
import io.ringfence.journal.message.MarketKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.openhft.affinity.Affinity;
import org.agrona.DirectBuffer;

/**
 * The engine on one event loop with the two sockets that it has: quotes come as websocket frames, each makes the strategy turn,
 * and the order leaves as the venue's JSON on the other connection.
 */
public final class WiredEngine extends SpinningAnswerer {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** The loop's thread is called so. */
    public static final String THREAD = "wired-engine";

    private static final int FRAMES = 1_000;
    private static final int ERROR_KINDS = 4;
    private static final int RING = 64;
    private static final int MOST_ROUND_TRIPS = 1 << 20;

    private final PollingLoop loop = new PollingLoop(LoopSettings.of(THREAD, IdleMode.SPIN));
    private final CompletableFuture<Long> threadId = new CompletableFuture<>();
    private final CompletableFuture<Integer> kernelThread = new CompletableFuture<>();
    private final List<byte[]> quotes = quotes();
    private final WebSocketSettings transport;
    private final FullEngine engine;
    private final MarketDecoder decoder;
    private int next;

    /** @param journal the folder for its logs; empty: nothing is recorded */
    public WiredEngine(final Cores cores, final Optional<Path> journal) throws IOException {
        this(cores, journal, RigSettings.turning(1), Optional.empty());
    }

    /** Both connections over TLS, nothing recorded. */
    public WiredEngine(final Cores cores, final LoopbackTls tls) throws IOException {
        this(cores, Optional.empty(), RigSettings.turning(1), Optional.of(tls));
    }

    /** With another strategy than one that turns with each quote. */
    WiredEngine(final Cores cores, final Optional<Path> journal, final StageSettings settings) throws IOException {
        this(cores, journal, settings, Optional.empty());
    }

    private WiredEngine(
            final Cores cores,
            final Optional<Path> journal,
            final StageSettings settings,
            final Optional<LoopbackTls> tls)
            throws IOException {
        super(tls);
        transport =
                tls.isPresent() ? WebSocketSettings.of(tls.get().client(), Runnable::run) : WebSocketSettings.plain();
        final Market played = Market.generated(1, FRAMES);
        final FullEngine.Shape shape = new FullEngine.Shape(LaneLayout.ONE, Idle.SPIN, RING, 1, journal);
        engine = new FullEngine(cores, played, shape, settings);
        final InstrumentDirectory directory = new InstrumentDirectory(played.instruments());
        final DecodeErrors errors = new DecodeErrors(() -> 0, ERROR_KINDS);
        final BookSyncs books = new BookSyncs(
                MarketKind.USDM, directory.maxId(), engine.market(), id -> {}, () -> 0, BookSyncs.DEFAULT_QUEUE_LENGTH);
        decoder = new MarketDecoder(
                MarketKind.USDM, directory, engine.market(), books, null, new DecodeCounters(), errors);
        gate.open();
        loop.execute(() -> {
            pin(cores);
            threadId.complete(Thread.currentThread().getId());
            kernelThread.complete(Affinity.getThreadId());
        });
        engine.begin(new Latencies(MOST_ROUND_TRIPS));
        loop.start(
                () -> {
                    gate.pass();
                    engine.idle();
                    return 0;
                },
                failure -> failure.printStackTrace(System.err));
        final Heard market = new Heard(true);
        connect(market);
        wire.acceptMarket(true);
        final Heard answers = new Heard(false);
        final WebSocketConnection orders = connect(answers);
        wire.acceptOrders(true);
        // The first order finds a socket that isn't open yet, otherwise, and is lost.
        market.opened.join();
        answers.opened.join();
        final FrameWriter writer = orders.writer();
        engine.sendTo(
                directory,
                (request, lengthBytes) -> writer.writeText(request, 0, lengthBytes) == FrameWriter.Outcome.WRITTEN);
    }

    private WebSocketConnection connect(final FrameListener listener) {
        final WebSocketConnection connection = new WebSocketConnection(loop, transport, listener);
        loop.execute(() -> connection.connect(wire.uri(), wire.address()));
        return connection;
    }

    private static List<byte[]> quotes() {
        final List<byte[]> frames = new ArrayList<>();
        try (FrameSource source = new GeneratedMarket(1, 1, GeneratedMarket.ENDLESS)) {
            while (frames.size() < FRAMES) {
                final Frame frame = source.next();
                if (frame.kind() == FrameKind.BOOK_TICKER) {
                    frames.add(Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.offset() + frame.lengthBytes()));
                }
            }
        }
        return frames;
    }

    /** One quote, as it comes over the wire. */
    public byte[] quote() {
        return quotes.get(0);
    }

    /** What the loop hears of a connection. */
    private final class Heard implements FrameListener {
        private final boolean market;
        private final CompletableFuture<Void> opened = new CompletableFuture<>();

        Heard(final boolean market) {
            this.market = market;
        }

        @Override
        public void received(final long nanoTime) {
            if (market) {
                engine.market().received(nanoTime);
            }
        }

        @Override
        public void onOpen() {
            opened.complete(null);
        }

        @Override
        public boolean onText(final DirectBuffer buffer, final int offset, final int length) {
            return !market || decoder.onFrame(buffer, offset, length) != Outcome.NO_ROOM;
        }

        @Override
        public void onPing(final DirectBuffer buffer, final int offset, final int length) {
            // Nobody pings.
        }

        @Override
        public void onClosed(final int code, final String reason) {
            // The wire's end knows.
        }
    }

    @Override
    public String name() {
        return "engine" + (engine.isJournaling() ? ", journaling" : "") + (transport.tls() == null ? "" : ", TLS");
    }

    @Override
    public long roundTrip() throws IOException {
        next = (next + 1) % quotes.size();
        return roundTrip(quotes.get(next));
    }

    /** As {@link #roundTrip()}, of this frame. */
    long roundTrip(final byte[] frame) throws IOException {
        return wire.roundTrip(frame);
    }

    /** A frame that nothing answers. */
    void tell(final byte[] frame) throws IOException {
        wire.tell(frame);
    }

    /** So many quotes one after the other, as fast as they are taken; returns when the engine has handled all. */
    public void stream(final int count) throws IOException {
        final long until = engine.done() + count;
        for (int i = 0; i < count; i++) {
            next = (next + 1) % quotes.size();
            wire.tell(quotes.get(next));
            wire.forget();
        }
        while (engine.done() < until) {
            wire.forget();
        }
    }

    /** Orders so far. */
    public long orders() {
        return engine.orders();
    }

    /** Of the one thread, by the JVM. */
    public long threadId() {
        return threadId.join();
    }

    /** Of the one thread, by the kernel. */
    public int kernelThread() {
        return kernelThread.join();
    }

    @Override
    void endThread() throws InterruptedException {
        loop.close(LIMIT);
    }

    @Override
    public void close() {
        super.close();
        engine.close();
    }
}
