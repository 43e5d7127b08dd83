package io.ringfence.benchmarks.subject;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.Latencies;
import io.ringfence.engine.config.Idle;
import io.ringfence.engine.config.LaneLayout;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullEngineTest {
    private static final int EVENTS = 5_000;

    private final Market market = Market.generated(2, EVENTS);

    private FullEngine engine(final Optional<Path> journal) {
        return new FullEngine(
                Cores.ofProcess(), market, new FullEngine.Shape(LaneLayout.ONE, Idle.SPIN, 64, 20, journal));
    }

    private static void play(final FullEngine engine, final Latencies latencies) throws InterruptedException {
        engine.begin(latencies);
        for (int i = 0; i < EVENTS; i++) {
            assertTrue(engine.offer(System.nanoTime()));
            engine.idle();
        }
        engine.end();
    }

    @Test
    void shouldTakeEveryEventAndDecideOrders() throws Exception {
        final Latencies latencies = new Latencies(EVENTS);
        try (FullEngine engine = engine(Optional.empty())) {
            play(engine, latencies);

            assertEquals(EVENTS, engine.done());
            assertEquals(EVENTS, latencies.count());
            assertTrue(engine.orders() > 20, "orders=" + engine.orders());
            assertEquals(engine.orders(), engine.decided().count());
        }
    }

    @Test
    void shouldWriteAJournalThatReplaysToTheSame(@TempDir final Path folder) throws Exception {
        try (Rerun rerun = Rerun.record(folder, Cores.ofProcess(), market, EVENTS)) {
            assertTrue(rerun.replay() > 0);
        }
    }

    @Test
    void shouldFindTheDensestStretch() {
        final Market burst = new Market(
                market.instruments(), market.opening(), market.tape(), new long[] {0, 30, 100, 101, 102, 140, 300});

        assertArrayEquals(new long[] {100, 101, 102, 140}, burst.densest(50));
    }
}
