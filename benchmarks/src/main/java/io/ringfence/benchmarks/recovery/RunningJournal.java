package io.ringfence.benchmarks.recovery;

import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Follows both logs of a running engine from outside: how far it is, and what it holds. */
final class RunningJournal implements AutoCloseable {
    private final LogReader events;
    private final LogReader decisions;
    private final DecisionRecords records = new DecisionRecords();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PositionChangedDecoder position = new PositionChangedDecoder();
    private final Map<Integer, Long> held = new HashMap<>();

    RunningJournal(final Path journal, final int epoch) {
        final RecordedGeneration generation = Journal.reading(journal).read(epoch);
        events = generation.events();
        decisions = generation.decisions();
    }

    /** Reads what has come since. */
    void read() {
        boolean more = true;
        while (more) {
            more = events.next();
        }
        while (decisions.next()) {
            records.wrap(decisions.buffer(), decisions.offset(), decisions.lengthBytes());
            for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
                if (records.templateId(at) == PositionChangedDecoder.TEMPLATE_ID) {
                    position.wrapAndApplyHeader(records.buffer(), at, header);
                    held.put(position.header().instrument(), position.quantity());
                }
            }
        }
    }

    /** Of the newest event read. */
    long sequence() {
        return events.sequence();
    }

    long positions() {
        return held.values().stream().filter(quantity -> quantity != 0).count();
    }

    @Override
    public void close() {
        events.close();
        decisions.close();
    }
}
