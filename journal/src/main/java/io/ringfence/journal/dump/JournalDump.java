package io.ringfence.journal.dump;

import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.LogDamage;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogReader;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

/** Prints a generation's log between two sequences. For the command line; any thread. */
public final class JournalDump {
    private final RecordedGeneration generation;

    public JournalDump(final RecordedGeneration generation) {
        this.generation = generation;
    }

    /**
     * What was printed.
     *
     * @param records lines
     * @param damage  why it ended before its time, if it did
     */
    public record Result(long records, Optional<LogDamage> damage) {}

    /**
     * Prints all records with sequences from {@code from} to {@code to}, both included, and flushes {@code writer}.
     * Damage behind {@code to} isn't looked for.
     *
     * @throws IOException if {@code writer} fails
     * @throws io.ringfence.journal.log.JournalFailure if the journal can't be read
     */
    public Result dump(final LogKind kind, final long from, final long to, final DumpFormat format, final Writer writer)
            throws IOException {
        final RecordOutput out = format.to(writer);
        try (LogReader reader = generation.log(kind)) {
            final Result result = kind == LogKind.EVENTS
                    ? events(reader, from, to, new EventPrinter(out, before()))
                    : decisions(reader, from, to, new DecisionPrinter(out, KnownInstruments.ofAll(generation)));
            writer.flush();
            return result;
        }
    }

    /** What isn't defined by an event that is left. */
    private KnownInstruments before() {
        return generation.prunedUpTo(LogKind.EVENTS) == 0 ? new KnownInstruments() : KnownInstruments.of(generation);
    }

    private static Result events(final LogReader reader, final long from, final long to, final EventPrinter printer)
            throws IOException {
        long records = 0;
        while (reader.next()) {
            if (reader.sequence() > to) {
                return new Result(records, Optional.empty());
            }
            if (reader.sequence() < from) {
                printer.skip(reader.buffer(), reader.offset());
            } else {
                printer.print(reader.buffer(), reader.offset());
                records++;
            }
        }
        return new Result(records, reader.damage());
    }

    private static Result decisions(
            final LogReader reader, final long from, final long to, final DecisionPrinter printer) throws IOException {
        long records = 0;
        while (reader.next()) {
            if (reader.sequence() > to) {
                return new Result(records, Optional.empty());
            }
            if (reader.sequence() >= from) {
                records += printer.print(reader.buffer(), reader.offset(), reader.lengthBytes());
            }
        }
        return new Result(records, reader.damage());
    }
}
