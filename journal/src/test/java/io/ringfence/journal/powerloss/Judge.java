package io.ringfence.journal.powerloss;

import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.generation.Seal;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads what was left of a run as the next start would, and says what is wrong with that: anything but an exact prefix of
 * what was written, or one that ends before what was durable without a word about it.
 */
final class Judge {
    private final RecordedRun run;
    private final UnsafeBuffer expected = new UnsafeBuffer(new byte[64 * 1024]);

    Judge(final RecordedRun run) {
        this.run = run;
    }

    /**
     * What became of a case.
     *
     * @param violations what must not be
     * @param named      whether damage was found and named, or a torn tail cut off
     * @param lost       whether less than the durable prefix is left, be it named or not
     */
    record Verdict(List<String> violations, boolean named, boolean lost) {}

    /**
     * @param journal what was left; it is sealed by this
     * @param moment  behind which the power went
     */
    Verdict judge(final Path journal, final int moment) {
        final List<String> violations = new ArrayList<>();
        boolean named = false;
        boolean lost = false;
        try (Journal opened = Journal.open(journal)) {
            final RecordedGeneration generation = opened.read(RecordedRun.EPOCH);
            final Seal seal = generation.seal().orElseThrow();
            for (final LogKind kind : LogKind.values()) {
                try (LogReader reader = generation.log(kind)) {
                    final long last = prefix(reader, kind, violations);
                    final boolean damaged =
                            reader.damage().isPresent() || seal.damage().isPresent();
                    final long durable = run.durable(kind, moment);
                    if (last < durable && !damaged) {
                        violations.add(kind + " ends at #" + last + " in silence, #" + durable + " was durable");
                    }
                    named |= damaged || seal.torn().isPresent();
                    lost |= last < durable;
                }
            }
        } catch (final RuntimeException e) {
            violations.add("can't be opened: " + e);
        }
        return new Verdict(violations, named, lost);
    }

    private long prefix(final LogReader reader, final LogKind kind, final List<String> violations) {
        final List<RecordedRun.Written> written = run.written(kind);
        int count = 0;
        long last = 0;
        while (reader.next()) {
            if (count == written.size() || !isExact(reader, kind, written.get(count))) {
                violations.add(kind + " has a wrong record #" + reader.sequence() + " in place " + count);
                return last;
            }
            last = reader.sequence();
            count++;
        }
        return last;
    }

    private boolean isExact(final LogReader reader, final LogKind kind, final RecordedRun.Written written) {
        if (reader.sequence() != written.sequence() || reader.lengthBytes() != written.lengthBytes()) {
            return false;
        }
        RecordedRun.fill(expected, kind, written.sequence(), written.lengthBytes());
        for (int at = 0; at < written.lengthBytes(); at += Long.BYTES) {
            if (reader.buffer().getLong(reader.offset() + at) != expected.getLong(at)) {
                return false;
            }
        }
        return true;
    }
}
