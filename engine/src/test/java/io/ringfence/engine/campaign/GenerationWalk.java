package io.ringfence.engine.campaign;

import io.ringfence.engine.testing.Decision;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogReader;
import org.agrona.DirectBuffer;

/** Runs a dead generation's events past its visitors, each followed by its decisions. */
final class GenerationWalk {
    private GenerationWalk() {}

    /** Sees a generation go by. */
    interface Visitor {
        /** @param timeNs engine time */
        void event(int epoch, long timeNs, DirectBuffer buffer, int offset);

        void decision(Decision decision);

        /** No more events; what was decided behind the last of them is no part of the engine's state, and isn't shown. */
        void end();
    }

    static void run(final RecordedGeneration generation, final Visitor visitor) {
        try (LogReader events = generation.events();
                LogReader decisions = generation.decisions()) {
            final DecisionRecords records = new DecisionRecords();
            boolean more = decisions.next();
            while (events.next()) {
                visitor.event(
                        generation.epoch(),
                        EventLayout.receiveTimeNs(events.buffer(), events.offset()),
                        events.buffer(),
                        events.offset());
                while (more && decisions.sequence() <= events.sequence()) {
                    show(decisions, records, visitor);
                    more = decisions.next();
                }
            }
        }
        visitor.end();
    }

    private static void show(final LogReader log, final DecisionRecords records, final Visitor visitor) {
        records.wrap(log.buffer(), log.offset(), log.lengthBytes());
        for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
            final byte[] bytes = new byte[records.lengthBytes(at)];
            records.buffer().getBytes(at, bytes);
            visitor.decision(new Decision(bytes));
        }
    }
}
