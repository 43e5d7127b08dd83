package io.ringfence.gateway.testing;

import io.ringfence.gateway.loop.IdleMode;
import io.ringfence.gateway.loop.LoopSettings;
import io.ringfence.gateway.loop.PollingLoop;
import io.ringfence.gateway.session.BlockingSide;
import io.ringfence.gateway.session.ReconnectPolicy;
import io.ringfence.gateway.session.RequestBudget;
import io.ringfence.gateway.session.SessionHost;
import io.ringfence.gateway.websocket.WebSocketSettings;
import io.ringfence.journal.message.MarketKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** A loop and a blocking side for one test, which come again quickly after a loss. */
public final class TestHost implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<IntSupplier> duties = new CopyOnWriteArrayList<>();
    private final BlockingSide blockingSide = new BlockingSide("blocking", 2);
    private final PollingLoop loop = new PollingLoop(LoopSettings.of("test-loop", IdleMode.BLOCK));
    private final SessionHost host;

    public TestHost() {
        this(Duration.ofHours(1), Duration.ofHours(1));
    }

    public TestHost(final Duration deadAfter, final Duration renewAfter) {
        this(deadAfter, Duration.ofHours(1), renewAfter);
    }

    public TestHost(final Duration deadAfter, final Duration answerWithin, final Duration renewAfter) {
        host = new SessionHost(
                loop,
                blockingSide,
                new WebSocketSettings(100_000, 4096, 5_000, 5_000, 100, null, Runnable::run),
                new ReconnectPolicy(1, 20, deadAfter, answerWithin, renewAfter),
                RequestBudget.of(MarketKind.USDM));
        loop.start(this::poll, cause -> {});
    }

    public SessionHost host() {
        return host;
    }

    public BlockingSide blockingSide() {
        return blockingSide;
    }

    /** Part of the loop's duty from now on. */
    public void poll(final IntSupplier duty) {
        duties.add(duty);
    }

    /** Runs {@code work} on the loop and waits for it. */
    public <T> T onLoop(final Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, loop).join();
    }

    @Override
    public void close() {
        try {
            final boolean ended = loop.close(PATIENCE) & blockingSide.close(PATIENCE);
            if (!ended || loop.failure() != null) {
                throw new AssertionError("ended=" + ended, loop.failure());
            }
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private int poll() {
        int work = 0;
        for (int i = 0; i < duties.size(); i++) {
            work += duties.get(i).getAsInt();
        }
        return work;
    }
}
