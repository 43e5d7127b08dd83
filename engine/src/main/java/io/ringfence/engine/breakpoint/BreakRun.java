package io.ringfence.engine.breakpoint;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.journal.dump.KnownInstruments;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.LogDamage;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Runs the stages over a generation's events in step, from the nearest snapshot, until a breakpoint holds. */
public final class BreakRun {
    private static final int PROGRESS_INTERVAL = 1 << 16;

    /**
     * What came of it.
     *
     * @param picture   where it stopped; empty: the breakpoint held nowhere
     * @param records   events run
     * @param elapsedNs time taken
     * @param damage    why the event log ended early, if it did
     */
    public record Result(Optional<Picture> picture, long records, long elapsedNs, Optional<String> damage) {}

    private final StageSettings settings;
    private final Breakpoint breakpoint;
    private final long from;
    private final long to;

    /**
     * @param settings   of the recorded configuration
     * @param from       earlier events aren't asked
     * @param to         the last event
     * @throws BadExpression if the breakpoint asks for an indicator's value that no strategy declared
     */
    public BreakRun(final StageSettings settings, final Breakpoint breakpoint, final long from, final long to)
            throws BadExpression {
        breakpoint.requireDeclared(settings.indicatorPlan());
        this.settings = settings;
        this.breakpoint = breakpoint;
        this.from = from;
        this.to = to;
    }

    /** @param progress told now and then how many event records are through */
    public Result run(final RecordedGeneration generation, final LongConsumer progress) {
        final Stages stages = Stages.of(settings, Outbox.CLOSED, DecisionSink.NONE);
        final long startNanos = System.nanoTime();
        final long loaded = load(generation, stages);
        final KnownInstruments instruments = new KnownInstruments();
        final Moment moment = new Moment(stages, instruments, settings.indicatorPlan());
        final LastSeen seen = new LastSeen();
        final Stage[] row = stages.row().toArray(Stage[]::new);
        final Slot slot = new Slot();
        long records = 0;
        try (LogReader events = generation.events()) {
            while (events.sequence() < to && events.next()) {
                slot.event().putBytes(0, events.buffer(), events.offset(), events.lengthBytes());
                slot.eventBytes(events.lengthBytes());
                moment.at(slot);
                if (events.sequence() <= loaded) {
                    continue; // Its effect is in the snapshot; its instruments are wanted for printing.
                }
                for (final Stage stage : row) {
                    stage.onEvent(slot);
                }
                seen.take(slot);
                if (++records % PROGRESS_INTERVAL == 0) {
                    progress.accept(records);
                }
                if (events.sequence() >= from && breakpoint.isAt(moment)) {
                    final Picture picture = new Picture(slot, stages, instruments, settings.indicatorPlan(), seen);
                    return new Result(Optional.of(picture), records, System.nanoTime() - startNanos, Optional.empty());
                }
            }
            return new Result(
                    Optional.empty(),
                    records,
                    System.nanoTime() - startNanos,
                    events.damage().map(LogDamage::toString));
        }
    }

    /** Returns the sequence that the stages stand behind, -1 if they start fresh. */
    private long load(final RecordedGeneration generation, final Stages stages) {
        final Optional<Snapshot> snapshot = new SnapshotStore(generation.directory(), generation.epoch())
                .newest(from - 1, settings.engineId())
                .snapshot();
        snapshot.ifPresent(state -> stages.load(state.stages()));
        return snapshot.map(Snapshot::sequence).orElse(-1L);
    }
}
