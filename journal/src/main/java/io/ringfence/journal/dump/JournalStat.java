package io.ringfence.journal.dump;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.Halt;
import io.ringfence.journal.generation.Outcome;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.generation.Seal;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogPlace;
import io.ringfence.journal.log.LogReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A generation in figures. Reads both logs whole.
 *
 * @param outcome     how it ended; empty while it runs, or if it died and no engine was started since
 * @param halt        why, if it halted
 * @param firstTimeNs receive time of the first event; 0 if there is none
 * @param lastTimeNs  receive time of the last event; 0 if there is none
 */
public record JournalStat(
        int epoch,
        Optional<Outcome> outcome,
        Optional<Halt> halt,
        long firstTimeNs,
        long lastTimeNs,
        LogStat events,
        LogStat decisions) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEMPLATE_IDS = 1 << 16;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    /** @throws JournalFailure if the generation can't be read */
    public static JournalStat of(final RecordedGeneration generation) {
        final Counting events = new Counting(generation, LogKind.EVENTS);
        final Counting decisions = new Counting(generation, LogKind.DECISIONS);
        return new JournalStat(
                generation.epoch(),
                generation.seal().map(Seal::outcome),
                generation.seal().flatMap(Seal::halt),
                events.firstTimeNs,
                events.lastTimeNs,
                events.stat,
                decisions.stat);
    }

    /** True if both logs are whole. */
    public boolean isWhole() {
        return events.damage().isEmpty() && decisions.damage().isEmpty();
    }

    /** One JSON object, without a line end. */
    public String toJson() {
        final ObjectNode root = JSON.createObjectNode();
        root.put("epoch", epoch).put("outcome", outcome.map(Outcome::name).orElse(null));
        halt.ifPresent(h -> root.putObject("halt")
                .put("stage", h.stage())
                .put("sequence", h.sequence())
                .put("cause", h.cause()));
        root.put("firstTimeNs", firstTimeNs).put("lastTimeNs", lastTimeNs);
        write(events, root.putObject("events"));
        write(decisions, root.putObject("decisions"));
        return root.toString();
    }

    /** Some lines for a terminal, without a last line end. */
    public String toText() {
        final StringBuilder text = new StringBuilder();
        text.append("generation ").append(epoch).append(": ");
        text.append(outcome.map(Outcome::name).orElse("not sealed"));
        halt.ifPresent(h -> text.append(" in stage=")
                .append(h.stage())
                .append(" at sequence=")
                .append(h.sequence())
                .append(": ")
                .append(h.cause()));
        if (events.end().records() > 0) {
            text.append(", ").append(instant(firstTimeNs)).append(" to ").append(instant(lastTimeNs));
        }
        append(text, "events", events);
        append(text, "decisions", decisions);
        return text.toString();
    }

    private static void write(final LogStat stat, final ObjectNode node) {
        node.put("records", stat.end().records())
                .put("messages", stat.messages())
                .put("firstSequence", stat.firstSequence())
                .put("lastSequence", stat.end().lastSequence())
                .put("chain", stat.end().chain())
                .put("segments", stat.segments())
                .put("bytes", stat.fileBytes());
        final ObjectNode types = node.putObject("types");
        stat.types().forEach(types::put);
        node.put("damage", stat.damage().map(Object::toString).orElse(null));
    }

    private static void append(final StringBuilder text, final String name, final LogStat stat) {
        text.append(String.format(
                "%n  %s: %,d in %,d records, sequences %d to %d, segments=%d bytes=%,d",
                name,
                stat.messages(),
                stat.end().records(),
                stat.firstSequence(),
                stat.end().lastSequence(),
                stat.segments(),
                stat.fileBytes()));
        stat.types().forEach((type, count) -> text.append(String.format("%n    %-22s %,12d", type, count)));
        stat.damage().ifPresent(damage -> text.append(String.format("%n    %s", damage)));
    }

    private static Instant instant(final long timeNs) {
        return Instant.ofEpochSecond(timeNs / NS_PER_SECOND, timeNs % NS_PER_SECOND);
    }

    /** Walks over one log. */
    private static final class Counting {
        private final long[] counts = new long[TEMPLATE_IDS];
        private final DecisionRecords decisions = new DecisionRecords();
        private final LogStat stat;
        private long firstSequence;
        private long firstTimeNs;
        private long lastTimeNs;

        Counting(final RecordedGeneration generation, final LogKind kind) {
            final LogPlace place = generation.place(kind);
            try (LogReader reader = generation.log(kind)) {
                while (reader.next()) {
                    count(reader, kind);
                }
                stat = new LogStat(
                        reader.end(), firstSequence, types(), segments(place), fileBytes(place), reader.damage());
            }
        }

        private void count(final LogReader reader, final LogKind kind) {
            if (firstSequence == 0) {
                firstSequence = reader.sequence();
            }
            if (kind == LogKind.EVENTS) {
                countEvent(reader);
            } else {
                countDecisions(reader);
            }
        }

        private void countEvent(final LogReader reader) {
            count(EventLayout.templateId(reader.buffer(), reader.offset()));
            lastTimeNs = EventLayout.receiveTimeNs(reader.buffer(), reader.offset());
            if (firstTimeNs == 0) {
                firstTimeNs = lastTimeNs;
            }
        }

        private void countDecisions(final LogReader reader) {
            decisions.wrap(reader.buffer(), reader.offset(), reader.lengthBytes());
            for (int at = decisions.first(); at != DecisionRecords.END; at = decisions.next(at)) {
                count(decisions.templateId(at));
            }
        }

        private void count(final int templateId) {
            counts[templateId]++;
        }

        private Map<String, Long> types() {
            final Map<String, Long> types = new LinkedHashMap<>();
            IntStream.range(0, TEMPLATE_IDS)
                    .filter(id -> counts[id] > 0)
                    .boxed()
                    .sorted(Comparator.comparingLong(id -> -counts[id]))
                    .forEach(id -> types.merge(RecordTypes.name(id), counts[id], Long::sum));
            return types;
        }

        private static int segments(final LogPlace place) {
            try {
                return place.segments().length;
            } catch (final IOException e) {
                throw new JournalFailure("can't list " + place, e);
            }
        }

        private static long fileBytes(final LogPlace place) {
            long bytes = 0;
            try {
                for (final int number : place.segments()) {
                    bytes += folderBytes(place.segment(number));
                }
                return bytes;
            } catch (final IOException e) {
                throw new JournalFailure("can't measure " + place, e);
            }
        }

        private static long folderBytes(final Path folder) throws IOException {
            long bytes = 0;
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (final Path file : files) {
                    bytes += Files.size(file);
                }
            }
            return bytes;
        }
    }
}
