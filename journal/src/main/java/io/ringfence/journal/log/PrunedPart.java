package io.ringfence.journal.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What has been pruned from a log's beginning, as a file beside its segments says. It is on the disk before the first of
 * those segments goes, so that a log without its beginning is never taken for a damaged one.
 *
 * @param segments how many of the first segments are gone
 * @param end      where the last of them ended
 */
public record PrunedPart(int segments, LogEnd end) {
    private static final String FILE = "pruned.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS_OF_BEFORE = Set.of("segments", "records", "lastSequence", "chain");

    /** @throws JournalFailure if there is a file that can't be understood */
    public static PrunedPart of(final LogPlace place) {
        final Path file = place.directory().resolve(FILE);
        if (!Files.exists(file)) {
            return new PrunedPart(0, new LogEnd(0, 0, LogFrame.firstChain(place, new ChainedChecksum())));
        }
        try {
            final JsonNode root = CheckedJson.decode(Files.readAllBytes(file), FIELDS_OF_BEFORE);
            return new PrunedPart(
                    (int) number(root, "segments"),
                    new LogEnd(number(root, "records"), number(root, "lastSequence"), (int) number(root, "chain")));
        } catch (final IOException | IllegalArgumentException e) {
            throw JournalFailure.of(
                    "what this log begins with isn't known any more; restore the file, or start with another journal."
                            + " Can't read",
                    file,
                    e);
        }
    }

    /** Writes the file so that it is there whole or not at all. */
    void write(final LogPlace place, final Disk disk) throws IOException {
        WholeFile.write(place.directory().resolve(FILE), CheckedJson.encode(toJson()), disk);
    }

    private ObjectNode toJson() {
        return JSON.createObjectNode()
                .put("segments", segments)
                .put("records", end.records())
                .put("lastSequence", end.lastSequence())
                .put("chain", end.chain());
    }

    private static long number(final JsonNode root, final String field) {
        final JsonNode value = root.get(field);
        if (value == null || !value.isIntegralNumber()) {
            throw new IllegalArgumentException("field=" + field + " is missing or no number");
        }
        return value.longValue();
    }
}
