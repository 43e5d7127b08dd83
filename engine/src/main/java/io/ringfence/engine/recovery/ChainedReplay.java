package io.ringfence.engine.recovery;

import io.ringfence.engine.config.EngineConfig;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.replay.Beginning;
import io.ringfence.engine.replay.Replay;
import io.ringfence.engine.replay.ReplayResult;
import io.ringfence.engine.replay.Replayed;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotRefused;
import io.ringfence.journal.snapshot.SnapshotStore;
import io.ringfence.journal.snapshot.StageState;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The uninterrupted replay of an event log, generation by generation: what each one began with is held against the state
 * that the replay has come to by then, stage by stage, and all its decisions against the recorded ones. Since both agree
 * wherever the log goes over to another generation, it is one replay of all of it. Belongs to one thread.
 */
public final class ChainedReplay {
    private static final String SIGNALS = "signals";

    /** The end of the newest generation that decided anything; empty before the first. */
    private Optional<Replayed> before = Optional.empty();

    private Code codeBefore = Code.UNKNOWN;

    /** What a generation ran, as its first event says. */
    private record Code(long build, long strategies) {
        static final Code UNKNOWN = new Code(0, 0);

        static Code of(final RecordedGeneration generation) {
            return generation
                    .start()
                    .map(start -> new Code(start.buildHash(), start.strategiesHash()))
                    .orElse(UNKNOWN);
        }

        /** Whether a plug-in may be another one: the engine that recovered knew its strategies' code, this replay has but one jar. */
        boolean mayHaveOtherStrategiesThan(final Code other) {
            return build != other.build && strategies != other.strategies;
        }
    }

    /**
     * How a generation's beginning follows from the end of the one before.
     *
     * @param from           that generation
     * @param differingStage the first whose state is another, or nothing
     */
    public record Link(int from, String differingStage) {
        public boolean holds() {
            return differingStage.isEmpty();
        }
    }

    /**
     * One generation.
     *
     * @param result empty: it ended before it had begun, and has decided nothing
     * @param link   empty: it began with nothing, or is the first that is replayed
     */
    public record Part(int epoch, Optional<ReplayResult> result, Optional<Link> link) {
        /** Whether everything is as recorded. */
        public boolean isClean() {
            return result.map(ReplayResult::isClean).orElse(true)
                    && link.map(Link::holds).orElse(true);
        }
    }

    /** Whether a generation that has begun has been replayed. */
    public boolean hasBegun() {
        return before.isPresent();
    }

    /**
     * Goes on with the next generation, which is sealed; from its oldest good snapshot, if its beginning has been pruned.
     *
     * @param progress told now and then how many event records are through; on the calling thread
     */
    public Part next(final RecordedGeneration generation, final LongConsumer progress) throws InterruptedException {
        if (!generation.hasBegun()) {
            return new Part(generation.epoch(), Optional.empty(), Optional.empty());
        }
        final EngineConfig config =
                RecordedConfiguration.read(generation.directory()).engine();
        final Code code = Code.of(generation);
        final Optional<Link> link = link(generation, config.stages(), code.mayHaveOtherStrategiesThan(codeBefore));
        final Replayed replayed = Replay.whole(
                        config.stages(),
                        config.lanes().ringSize(),
                        config.lanes().batchLimit())
                .between(Beginning.first(generation, config.engineId()), Long.MAX_VALUE)
                .runToState(generation, progress);
        before = Optional.of(replayed);
        codeBefore = code;
        return new Part(generation.epoch(), Optional.of(replayed.result()), link);
    }

    /**
     * Empty for a generation that began with nothing, and for the first that is left.
     *
     * @param otherStrategies then {@code signals} began fresh
     */
    private Optional<Link> link(
            final RecordedGeneration generation, final StageSettings settings, final boolean otherStrategies) {
        final Optional<List<StageState>> opening = opening(generation, settings.engineId());
        if (opening.isEmpty() || before.isEmpty()) {
            return Optional.empty();
        }
        final Stages stages = Stages.of(settings, Outbox.CLOSED, DecisionSink.NONE);
        stages.load(before.get().states());
        return Optional.of(new Link(
                before.get().result().epoch(),
                firstDifference(
                        stages.save().stream()
                                .filter(stage ->
                                        !(otherStrategies && stage.stage().equals(SIGNALS)))
                                .toList(),
                        opening.get())));
    }

    private static Optional<List<StageState>> opening(final RecordedGeneration generation, final int engineId) {
        try {
            return new SnapshotStore(generation.directory(), generation.epoch())
                    .opening(engineId)
                    .map(Snapshot::stages);
        } catch (final SnapshotRefused e) {
            throw new JournalFailure("generation " + generation.epoch() + ": opening snapshot: " + e.getMessage(), e);
        }
    }

    /** The first stage whose state differs, or nothing. */
    private static String firstDifference(final List<StageState> expected, final List<StageState> actual) {
        for (final StageState stage : expected) {
            final boolean same = actual.stream()
                    .filter(other -> other.stage().equals(stage.stage()))
                    .anyMatch(other -> other.bytes().equals(stage.bytes()));
            if (!same) {
                return stage.stage();
            }
        }
        return "";
    }
}
