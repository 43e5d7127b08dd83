package io.ringfence.engine.breakpoint;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.replay.Beginning;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.journal.dump.KnownInstruments;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.LogDamage;
import io.ringfence.journal.log.LogReader;
import java.util.List;
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
     * @param skipped   snapshots that were not used, and why
     */
    public record Result(
            Optional<Picture> picture, long records, long elapsedNs, Optional<String> damage, List<String> skipped) {}

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

    /**
     * @param progress told now and then how many event records are through
     * @throws io.ringfence.journal.log.JournalFailure if the beginning, which it takes, can't be read or has been pruned
     */
    public Result run(final RecordedGeneration generation, final LongConsumer progress) {
        final KnownInstruments instruments = KnownInstruments.of(generation);
        final long startNanos = System.nanoTime();
        try (Beginning beginning = Beginning.before(generation, settings.engineId(), from)) {
            final Stages stages = Stages.of(settings, Outbox.CLOSED, DecisionSink.NONE);
            beginning.snapshot().ifPresent(snapshot -> stages.load(snapshot.stages()));
            final Run run = new Run(stages, instruments);
            final Optional<Picture> picture = run.to(beginning.events(), progress);
            return new Result(
                    picture,
                    run.records,
                    System.nanoTime() - startNanos,
                    beginning.events().damage().map(LogDamage::toString),
                    beginning.skipped());
        }
    }

    private final class Run {
        private final Stages stages;
        private final KnownInstruments instruments;
        private final Moment moment;
        private final LastSeen seen = new LastSeen();
        private final Slot slot = new Slot();
        private long records;

        Run(final Stages stages, final KnownInstruments instruments) {
            this.stages = stages;
            this.instruments = instruments;
            moment = new Moment(stages, instruments, settings.indicatorPlan());
        }

        /** Where the breakpoint holds first. */
        Optional<Picture> to(final LogReader events, final LongConsumer progress) {
            final Stage[] row = stages.row().toArray(Stage[]::new);
            while (events.sequence() < to && events.next()) {
                slot.event().putBytes(0, events.buffer(), events.offset(), events.lengthBytes());
                slot.eventBytes(events.lengthBytes());
                moment.at(slot);
                for (final Stage stage : row) {
                    stage.onEvent(slot);
                }
                seen.take(slot);
                if (++records % PROGRESS_INTERVAL == 0) {
                    progress.accept(records);
                }
                if (events.sequence() >= from && breakpoint.isAt(moment)) {
                    return Optional.of(new Picture(slot, stages, instruments, settings.indicatorPlan(), seen));
                }
            }
            return Optional.empty();
        }
    }
}
