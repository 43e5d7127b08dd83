package io.ringfence.engine.testing;

import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.log.LogWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads whole logs, and writes them again with something altered. */
public final class Logs {
    /** Leaves a log as it is. */
    public static final BiFunction<Long, byte[], byte[]> UNCHANGED = (sequence, payload) -> payload;

    private Logs() {}

    public static List<LoggedEvent> events(final RecordedGeneration generation) {
        final List<LoggedEvent> events = new ArrayList<>();
        try (LogReader log = generation.events()) {
            while (log.next()) {
                events.add(new LoggedEvent(log.sequence(), payload(log)));
            }
            requireWhole(log);
        }
        return events;
    }

    /** By the sequence of the event that they followed from. */
    public static TreeMap<Long, List<Decision>> decisions(final RecordedGeneration generation) {
        final TreeMap<Long, List<Decision>> decisions = new TreeMap<>();
        final DecisionRecords records = new DecisionRecords();
        try (LogReader log = generation.decisions()) {
            while (log.next()) {
                records.wrap(log.buffer(), log.offset(), log.lengthBytes());
                final List<Decision> here = new ArrayList<>();
                for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
                    final byte[] bytes = new byte[records.lengthBytes(at)];
                    records.buffer().getBytes(at, bytes);
                    here.add(new Decision(bytes));
                }
                decisions.put(log.sequence(), here);
            }
            requireWhole(log);
        }
        return decisions;
    }

    /** The sequence of each decision record and a hash over the log's bytes. */
    public static String decisionHash(final RecordedGeneration generation) {
        final RecordHash hash = new RecordHash();
        try (LogReader log = generation.decisions()) {
            while (log.next()) {
                hash.append(log.sequence(), log.buffer(), log.offset(), log.lengthBytes());
            }
            requireWhole(log);
        }
        return hash.hex();
    }

    /**
     * Writes both logs anew, as generation 1 of an empty folder.
     *
     * @param alter gets the sequence and payload of each decision record; what it returns is written, null: nothing is
     */
    public static RecordedGeneration rewrite(
            final RecordedGeneration generation, final Path folder, final BiFunction<Long, byte[], byte[]> alter) {
        return rewrite(generation, folder, UNCHANGED, alter);
    }

    /** The same, with another event in the place of some. */
    public static RecordedGeneration rewrite(
            final RecordedGeneration generation,
            final Path folder,
            final BiFunction<Long, byte[], byte[]> alterEvent,
            final BiFunction<Long, byte[], byte[]> alter) {
        try (Journal journal = Journal.open(folder)) {
            final Generation copy = journal.start(GenerationOptions.defaults().withSegmentBytes(64 << 20));
            try (LogReader log = generation.events()) {
                copy(log, copy.events(), alterEvent);
            }
            try (LogReader log = generation.decisions()) {
                copy(log, copy.decisions(), alter);
            }
            copy.seal(copy.ended());
            return journal.read(copy.epoch());
        }
    }

    private static void copy(final LogReader from, final LogWriter to, final BiFunction<Long, byte[], byte[]> alter) {
        while (from.next()) {
            final byte[] payload = alter.apply(from.sequence(), payload(from));
            if (payload != null) {
                to.append(from.sequence(), new UnsafeBuffer(payload), 0, payload.length);
            }
        }
        requireWhole(from);
    }

    private static byte[] payload(final LogReader log) {
        final byte[] bytes = new byte[log.lengthBytes()];
        log.buffer().getBytes(log.offset(), bytes);
        return bytes;
    }

    private static void requireWhole(final LogReader log) {
        log.damage().ifPresent(damage -> {
            throw new AssertionError(damage.toString());
        });
    }
}
