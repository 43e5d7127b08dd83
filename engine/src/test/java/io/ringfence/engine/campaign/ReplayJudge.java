package io.ringfence.engine.campaign;

import io.ringfence.engine.recovery.ChainedReplay;
import io.ringfence.engine.replay.ReplayResult;
import io.ringfence.journal.generation.RecordedGeneration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The uninterrupted replay of the whole event log, while that still grows: each generation that is over is replayed behind
 * those before it, on a thread of its own beside the engine. All decisions must be the recorded ones, and each
 * generation must have begun with the state that the replay has come to.
 */
final class ReplayJudge implements AutoCloseable {
    private static final long JOIN_MS = 300_000;

    private final ChainedReplay replay = new ChainedReplay();
    private final BlockingQueue<RecordedGeneration> waiting = new LinkedBlockingQueue<>();
    private final Violations violations;
    private final Thread thread = new Thread(this::run, "replay-judge");
    private volatile boolean ending;
    private volatile int replayedUpTo;
    private volatile int generations;
    private volatile long events;
    private volatile long decisions;

    ReplayJudge(final Violations violations) {
        this.violations = violations;
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /** @param generation sealed; the next one of the journal */
    void add(final RecordedGeneration generation) {
        waiting.add(generation);
    }

    /** The newest generation that isn't needed any more. */
    int replayedUpTo() {
        return replayedUpTo;
    }

    int generations() {
        return generations;
    }

    long events() {
        return events;
    }

    long decisions() {
        return decisions;
    }

    private void run() {
        try {
            while (!ending || !waiting.isEmpty()) {
                final RecordedGeneration next = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (next != null) {
                    judge(next);
                    replayedUpTo = next.epoch();
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void judge(final RecordedGeneration generation) throws InterruptedException {
        final boolean first = !replay.hasBegun();
        try {
            final ChainedReplay.Part part = replay.next(generation, records -> {});
            part.result().ifPresent(result -> judge(result, part, first));
        } catch (final RuntimeException e) {
            violations.add("generation " + generation.epoch() + " can't be replayed: " + e);
        }
    }

    private void judge(final ReplayResult result, final ChainedReplay.Part part, final boolean first) {
        generations = generations + 1;
        events = events + result.records();
        decisions = decisions + result.decisions();
        violations.require(
                part.isClean(),
                "replay of all: generation " + part.epoch() + ": " + result.verdict()
                        + result.damage().map(damage -> ", damaged: " + damage).orElse("")
                        + part.link()
                                .filter(link -> !link.holds())
                                .map(link -> ", began with another " + link.differingStage() + " than generation "
                                        + link.from() + " ended with")
                                .orElse(""));
        violations.require(
                first || part.link().isPresent(),
                "replay of all: generation " + part.epoch() + " began with nothing, though others were before it");
    }

    /** Waits until all that was added is replayed. */
    void finish() throws InterruptedException {
        ending = true;
        thread.join(JOIN_MS);
        violations.require(!thread.isAlive(), "the replay of all isn't done after ms=" + JOIN_MS);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
