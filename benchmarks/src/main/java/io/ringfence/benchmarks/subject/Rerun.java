package io.ringfence.benchmarks.subject;

import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.Latencies;
import io.ringfence.engine.config.Idle;
import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.replay.Replay;
import io.ringfence.engine.replay.ReplayResult;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import java.nio.file.Path;
import java.util.Optional;

/** A journal that the engine has just written, and its replay in step on the calling thread. */
public final class Rerun implements AutoCloseable {
    /** As the command has them in step. */
    private static final int RING = 64;

    private static final int BATCH_LIMIT = 256;

    private final RecordedGeneration generation;
    private final int quotesPerTurn;
    private final long events;

    private Rerun(final RecordedGeneration generation, final int quotesPerTurn, final long events) {
        this.generation = generation;
        this.quotesPerTurn = quotesPerTurn;
        this.events = events;
    }

    /** Has an engine on one thread write {@code events} events of {@code market} and as many more as they cause. */
    public static Rerun record(final Path folder, final Cores cores, final Market market, final int events)
            throws InterruptedException {
        final int quotesPerTurn = 20;
        try (FullEngine engine = new FullEngine(
                cores,
                market,
                new FullEngine.Shape(LaneLayout.ONE, Idle.SPIN, RING, quotesPerTurn, Optional.of(folder)))) {
            engine.begin(new Latencies(events));
            for (int i = 0; i < events; i++) {
                engine.offer(System.nanoTime());
                engine.idle();
            }
            engine.end();
        }
        return new Rerun(Journal.reading(folder).read(1), quotesPerTurn, events);
    }

    /** Of the market. */
    public long events() {
        return events;
    }

    /**
     * Replays all of it and compares every decision.
     *
     * @return events a second
     * @throws IllegalStateException if a decision differs: then the figure would be worth nothing
     */
    public double replay() throws InterruptedException {
        final ReplayResult result = Replay.whole(RigSettings.turning(quotesPerTurn), RING, BATCH_LIMIT)
                .run(generation, records -> {});
        if (result.divergences() > 0) {
            throw new IllegalStateException("the replay differs: " + result.verdict());
        }
        return result.recordsPerSecond();
    }

    @Override
    public void close() {
        // The journal is read file by file.
    }
}
