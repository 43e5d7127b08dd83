package io.ringfence.engine.history;

import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogDamage;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import java.util.Optional;

/** Reads both logs of a generation in step. */
public final class GenerationWalk {
    private GenerationWalk() {}

    /**
     * Tells {@code listener} all that the generation holds, or as much as it wants to hear.
     *
     * @return why a log ends early, if one does: then all that is good before has been told
     */
    public static Optional<String> walk(final RecordedGeneration generation, final HistoryListener listener) {
        return walk(generation, listener, 0, Long.MAX_VALUE);
    }

    /**
     * The same for a part: all events up to {@code to}, since what is known of instruments and prices lies before, and the
     * decisions behind {@code after}.
     */
    public static Optional<String> walk(
            final RecordedGeneration generation, final HistoryListener listener, final long after, final long to) {
        listener.onGeneration(generation);
        try (LogReader events = generation.events();
                LogReader decisions = generation.decisions()) {
            return walk(events, decisions, listener, after, to);
        }
    }

    private static Optional<String> walk(
            final LogReader events,
            final LogReader decisions,
            final HistoryListener listener,
            final long after,
            final long to) {
        final DecisionRecords records = new DecisionRecords();
        boolean more = decisions.next();
        while (more && decisions.sequence() <= after) {
            more = decisions.next();
        }
        while (events.sequence() < to && events.next()) {
            listener.onEvent(events.buffer(), events.offset(), events.lengthBytes());
            while (more && decisions.sequence() <= events.sequence()) {
                tell(decisions, records, listener);
                more = decisions.next();
            }
            if (listener.isDone()) {
                return Optional.empty();
            }
        }
        while (more && decisions.sequence() <= to) {
            tellOrders(decisions, records, listener);
            more = decisions.next();
        }
        return events.damage()
                .or(() -> decisions.damage().filter(damage -> damage.lastSequence() < to))
                .map(LogDamage::toString);
    }

    /**
     * A crash may have cost the events of the last decisions. What followed from those is nobody's state; but an order was
     * perhaps sent, and whoever finds it in doubt asks for its story.
     */
    private static void tellOrders(
            final LogReader decisions, final DecisionRecords records, final HistoryListener listener) {
        records.wrap(decisions.buffer(), decisions.offset(), decisions.lengthBytes());
        for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
            final int templateId = records.templateId(at);
            if (templateId == OrderPlacedDecoder.TEMPLATE_ID || templateId == DisasterPlacedDecoder.TEMPLATE_ID) {
                listener.onDecision(records, at);
            }
        }
    }

    private static void tell(final LogReader decisions, final DecisionRecords records, final HistoryListener listener) {
        records.wrap(decisions.buffer(), decisions.offset(), decisions.lengthBytes());
        for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
            listener.onDecision(records, at);
        }
    }
}
