package io.ringfence.engine.recovery;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.replay.DecisionCheck;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.LogDamage;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.StageState;
import java.util.List;
import java.util.Optional;

/**
 * Runs a generation's events behind a snapshot through stages of the recorded configuration, on the calling thread, with
 * nothing sent, and compares their decisions with the decision log.
 */
final class TailReplay {
    private final RecordedGeneration generation;
    private final StageSettings settings;

    TailReplay(final RecordedGeneration generation, final StageSettings settings) {
        this.generation = generation;
        this.settings = settings;
    }

    /**
     * What came out.
     *
     * @param state       the stages at the end
     * @param events      replayed
     * @param check       of their decisions
     * @param orders      that are recorded and were not concluded again in the same way
     * @param unheardOf   sequences that only the decision log has
     * @param lastSequence of the last event replayed
     * @param damage      why the event log ends there, if it is damaged
     * @param unread      why the decision log ends early, if it is damaged
     */
    record Result(
            Stages state,
            long events,
            DecisionCheck check,
            List<InDoubtOrder> orders,
            long unheardOf,
            long lastSequence,
            Optional<LogDamage> damage,
            Optional<LogDamage> unread) {}

    /** A stage threw at an event; what it has done of it is not known. */
    static final class StageFailed extends Exception {
        private static final long serialVersionUID = 1L;
        private final long sequence;

        StageFailed(final String stage, final long sequence, final RuntimeException cause) {
            super("stage=" + stage + " halts at sequence=" + sequence + ": " + cause, cause);
            this.sequence = sequence;
        }

        long sequence() {
            return sequence;
        }
    }

    /** A log doesn't pass through the place at which a snapshot was taken. */
    static final class WrongPlace extends Exception {
        private static final long serialVersionUID = 1L;

        WrongPlace(final LogEnd expected, final LogEnd found) {
            super("it was taken at " + expected + ", the log has there " + found);
        }
    }

    /**
     * @param states what the stages begin with; empty: fresh
     * @param taken  where in both logs that was; empty: before the first event
     * @param to     last sequence replayed
     */
    Result run(final List<StageState> states, final Optional<Snapshot> taken, final long to)
            throws StageFailed, WrongPlace {
        final LoggedOrders orders = new LoggedOrders();
        try (LogReader events = open(LogKind.EVENTS, taken.map(Snapshot::events));
                LogReader decisions = open(LogKind.DECISIONS, taken.map(Snapshot::decisions))) {
            final long from = events.sequence();
            final DecisionCheck check = new DecisionCheck(decisions, false, from + 1, orders);
            final Stages stages = Stages.of(settings, Outbox.CLOSED, check::append);
            if (!states.isEmpty()) {
                stages.load(states);
            }
            final long replayed = replay(events, stages, to);
            final long last = Math.min(to, events.sequence());
            check.finish(last);
            final long unheardOf = check.beyond();
            return new Result(
                    stages,
                    replayed,
                    check,
                    orders.orders(),
                    unheardOf,
                    last,
                    damage(events, to),
                    damage(decisions, to));
        }
    }

    /** Behind what a snapshot knows, without reading what is before it. */
    private LogReader open(final LogKind kind, final Optional<LogEnd> from) throws WrongPlace {
        if (from.isEmpty()) {
            return generation.log(kind);
        }
        final LogReader log = generation.log(kind, from.get());
        if (!log.end().equals(from.get())) {
            final LogEnd found = log.end();
            log.close();
            throw new WrongPlace(from.get(), found);
        }
        return log;
    }

    private static long replay(final LogReader events, final Stages stages, final long to) throws StageFailed {
        final Slot slot = new Slot();
        long replayed = 0;
        while (events.sequence() < to && events.next()) {
            slot.event().putBytes(0, events.buffer(), events.offset(), events.lengthBytes());
            slot.eventBytes(events.lengthBytes());
            run(stages, slot);
            replayed++;
        }
        return replayed;
    }

    private static void run(final Stages stages, final Slot slot) throws StageFailed {
        Stage stage = stages.portfolio();
        try {
            stages.portfolio().onEvent(slot);
            stage = stages.indicators();
            stages.indicators().onEvent(slot);
            stage = stages.signals();
            stages.signals().onEvent(slot);
            stage = stages.stops();
            stages.stops().onEvent(slot);
            stage = stages.orders();
            stages.orders().onEvent(slot);
        } catch (final RuntimeException e) {
            throw new StageFailed(stage.name(), slot.sequence(), e);
        }
    }

    private static Optional<LogDamage> damage(final LogReader events, final long to) {
        return to == Long.MAX_VALUE ? events.damage() : Optional.empty();
    }
}
