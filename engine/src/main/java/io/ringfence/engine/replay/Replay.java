package io.ringfence.engine.replay;

import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.report.EventTally;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.Outcome;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.LogReader;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Re-runs one generation: the recorded events through stages that begin with what the generation began with, or with the
 * newest snapshot before {@code from}; nothing is sent. The result doesn't depend on layout, ring size or batch limit;
 * that it doesn't is what {@code verify} shows.
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

    /** The same for a part of the generation. */
    public Replay between(final long first, final long last) {
        return new Replay(settings, layout, ringSize, batchLimit, verify, first, last);
    }

    /**
     * @param progress told now and then how many event records are through; on the calling thread
     * @throws ReplayHalted if a stage throws
     */
    public ReplayResult run(final RecordedGeneration generation, final LongConsumer progress)
            throws InterruptedException {
        try (Beginning beginning = Beginning.before(generation, settings.engineId(), from)) {
            return new Run(generation, beginning).run(progress);
        }
    }

    /** As {@link #run}, and gives the state at the end. */
    public Replayed runToState(final RecordedGeneration generation, final LongConsumer progress)
            throws InterruptedException {
        try (Beginning beginning = Beginning.before(generation, settings.engineId(), from)) {
            final Run run = new Run(generation, beginning);
            final ReplayResult result = run.run(progress);
            final LogReader events = beginning.events();
            final long receiveTimeNs =
                    events.sequence() == 0 ? 0 : EventLayout.receiveTimeNs(events.buffer(), events.offset());
            return new Replayed(result, run.stages.save(), events.end(), receiveTimeNs);
        }
    }

    /** One replay: its stages, what they are fed from and compared with. */
    private final class Run {
        private final RecordedGeneration generation;
        private final Beginning beginning;
        private final LogReader events;
        private final DecisionCheck check;
        private final Stages stages;
        private final EventTally tally = new EventTally();

        Run(final RecordedGeneration generation, final Beginning beginning) {
            this.generation = generation;
            this.beginning = beginning;
            events = beginning.events();
            final boolean complete = generation
                    .seal()
                    .map(seal -> seal.outcome() == Outcome.ENDED)
                    .orElse(false);
            check = verify ? new DecisionCheck(beginning.decisions(), complete, from) : null;
            stages = Stages.of(settings, Outbox.CLOSED, verify ? check::append : DecisionSink.NONE);
            beginning.snapshot().ifPresent(snapshot -> stages.load(snapshot.stages()));
        }

        ReplayResult run(final LongConsumer progress) throws InterruptedException {
            final long decisionsBefore = stages.orders().decisions();
            final long startNanos = System.nanoTime();
            final EventFeed feed = new EventFeed(layout, ringSize, batchLimit, stages.row(), beginning.sequence());
            final long records = publish(feed, progress);
            feed.finish();
            final long elapsedNanos = System.nanoTime() - startNanos;
            if (verify) {
                check.finish(Math.min(to, events.sequence()));
            }
            return new ReplayResult(
                    generation.epoch(),
                    beginning.sequence(),
                    tally.total(),
                    records,
                    events.sequence(),
                    stages.orders().decisions() - decisionsBefore,
                    stages.orders().hash(),
                    verify ? check.divergences() : 0,
                    verify ? check.first() : Optional.empty(),
                    damage(),
                    beginning.skipped(),
                    elapsedNanos);
        }

        /** Of what was to be replayed. Decisions that can't be read are no reason for none to differ. */
        private Optional<String> damage() {
            final Optional<String> ofEvents = events.damage().map(damage -> "the event log is damaged: " + damage);
            if (!verify || ofEvents.isPresent()) {
                return ofEvents;
            }
            if (to == Long.MAX_VALUE) {
                check.beyond(); // A crash may have cost the events of the last decisions; only behind those does their
                // log end.
            }
            return beginning
                    .decisions()
                    .damage()
                    .filter(damage -> damage.lastSequence() < to)
                    .map(damage -> "the decision log is damaged: " + damage);
        }

        private long publish(final EventFeed feed, final LongConsumer progress) {
            long records = 0;
            while (events.sequence() < to && events.next()) {
                feed.publish(events.buffer(), events.offset(), events.lengthBytes());
                tally.add(events.buffer(), events.offset());
                if (++records % PROGRESS_INTERVAL == 0) {
                    progress.accept(records);
                }
            }
            return records;
        }
    }
}
