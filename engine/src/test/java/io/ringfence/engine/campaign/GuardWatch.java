package io.ringfence.engine.campaign;

import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.GuardedDecoder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks into the decision log of a running engine for the moment in which it is guarded. */
final class GuardWatch implements AutoCloseable {
    private final Path journal;
    private final int epochBefore;
    private final DecisionRecords records = new DecisionRecords();
    private LogReader log;

    /** @param epochBefore the newest generation before the engine was started */
    GuardWatch(final Path journal, final int epochBefore) {
        this.journal = journal;
        this.epochBefore = epochBefore;
    }

    /** Whether it has said so by now. */
    boolean isGuarded() {
        if (log == null && !open()) {
            return false;
        }
        while (log.next()) {
            records.wrap(log.buffer(), log.offset(), log.lengthBytes());
            for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
                if (records.templateId(at) == GuardedDecoder.TEMPLATE_ID) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean open() {
        if (!Files.isDirectory(journal)) {
            return false;
        }
        final Journal reading = Journal.reading(journal);
        final int newest = reading.newestEpoch();
        if (newest <= epochBefore) {
            return false;
        }
        final RecordedGeneration generation = reading.read(newest);
        log = generation.decisions();
        return true;
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}
