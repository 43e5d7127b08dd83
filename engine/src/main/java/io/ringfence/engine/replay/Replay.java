package io.ringfence.engine.replay;

import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.report.EventTally;
import io.ringfence.journal.generation.Outcome;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogDamage;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.snapshot.SnapshotRefused;
import io.ringfence.journal.snapshot.SnapshotStore;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Re-runs one generation: the recorded events through fresh stages, nothing sent. The result doesn't depend on layout,
 * ring size or batch limit; that it doesn't is what {@code verify} shows.
 *
 * @param settings   of the recorded configuration
 * @param layout     which lanes run the stages
 * @param ringSize   slots
 * @param batchLimit most events per poll of a lane
 * @param verify     whether decisions are compared with the decision log
 * @param from       first sequence whose decisions are compared
 * @param to         last sequence replayed
 */
public record Replay(
        StageSettings settings, LaneLayout layout, int ringSize, int batchLimit, boolean verify, long from, long to) {
    private static final int PROGRESS_INTERVAL = 1 << 16;

    /** All of a generation, in step on one thread, compared. */
    public static Replay whole(final StageSettings settings, final int ringSize, final int batchLimit) {
        return new Replay(settings, LaneLayout.ONE, ringSize, batchLimit, true, 0, Long.MAX_VALUE);
    }

    public Replay on(final LaneLayout other, final int slots) {
        return new Replay(settings, other, slots, batchLimit, verify, from, to);
    }

    /**
     * @param progress told now and then how many event records are through; on the calling thread
     * @throws ReplayHalted if a stage throws
     */
    public ReplayResult run(final RecordedGeneration generation, final LongConsumer progress)
            throws InterruptedException {
        try (LogReader events = generation.events();
                LogReader decisions = generation.decisions()) {
            return run(generation, events, decisions, progress);
        }
    }

    private ReplayResult run(
            final RecordedGeneration generation,
            final LogReader events,
            final LogReader decisions,
            final LongConsumer progress)
            throws InterruptedException {
        final boolean complete =
                generation.seal().map(seal -> seal.outcome() == Outcome.ENDED).orElse(false);
        final DecisionCheck check = verify ? new DecisionCheck(decisions, complete, from) : null;
        final DecisionSink sink = verify ? check::append : DecisionSink.NONE;
        final Stages stages = Stages.of(settings, Outbox.CLOSED, sink);
        loadOpening(generation, stages);
        final long startNanos = System.nanoTime();
        final EventFeed feed = new EventFeed(layout, ringSize, batchLimit, stages.row());
        final EventTally tally = new EventTally();
        final long records = publish(events, feed, tally, progress);
        feed.finish();
        final long elapsedNanos = System.nanoTime() - startNanos;
        if (verify) {
            check.finish(Math.min(to, events.sequence()));
        }
        return new ReplayResult(
                generation.epoch(),
                tally.total(),
                records,
                events.sequence(),
                stages.orders().decisions(),
                stages.orders().hash(),
                verify ? check.divergences() : 0,
                verify ? check.first() : Optional.empty(),
                events.damage().map(LogDamage::toString),
                elapsedNanos);
    }

    private void loadOpening(final RecordedGeneration generation, final Stages stages) {
        try {
            new SnapshotStore(generation.directory(), generation.epoch())
                    .opening(settings.engineId())
                    .ifPresent(opening -> stages.load(opening.stages()));
        } catch (final SnapshotRefused e) {
            throw new JournalFailure("generation " + generation.epoch() + ": opening snapshot: " + e.getMessage(), e);
        }
    }

    private long publish(
            final LogReader events, final EventFeed feed, final EventTally tally, final LongConsumer progress) {
        long records = 0;
        while (events.next() && events.sequence() <= to) {
            feed.publish(events.buffer(), events.offset(), events.lengthBytes());
            tally.add(events.buffer(), events.offset());
            if (++records % PROGRESS_INTERVAL == 0) {
                progress.accept(records);
            }
        }
        return records;
    }
}
