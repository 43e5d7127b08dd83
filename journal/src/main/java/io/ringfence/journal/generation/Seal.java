package io.ringfence.journal.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.journal.log.CheckedJson;
import io.ringfence.journal.log.Disk;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a generation ended and where its logs end. Written once, when nothing is appended any more.
 *
 * @param events    the last good record of the event log, which is the generation's last sequence
 * @param decisions the last good record of the decision log
 * @param halt      why, if {@link Outcome#HALTED}
 * @param damage    what was found to be damaged, if {@link Outcome#CRASHED}; for people
 * @param torn      what was cut off as never forced, if {@link Outcome#CRASHED}; for people
 */
public record Seal(
        int epoch,
        Outcome outcome,
        LogEnd events,
        LogEnd decisions,
        Optional<Halt> halt,
        Optional<String> damage,
        Optional<String> torn) {
    static final String FILE = "seal.json";
    private static final String DAMAGED_FILE = "seal.json.damaged";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS_OF_BEFORE =
            Set.of("epoch", "outcome", "events", "decisions", "halt", "damage");

    public Seal {
        Objects.requireNonNull(outcome, "outcome");
        if ((outcome == Outcome.HALTED) != halt.isPresent()) {
            throw new IllegalArgumentException("outcome=" + outcome + " with halt=" + halt);
        }
    }

    /** Writes the seal so that it is there whole or not at all, whatever happens meanwhile. */
    void write(final Path generation, final Disk disk) {
        try {
            WholeFile.write(generation.resolve(FILE), CheckedJson.encode(toJson()), disk);
        } catch (final IOException e) {
            throw JournalFailure.of("can't seal", generation, e);
        }
    }

    /** Puts a seal that can't be relied on aside, for whoever looks into it. */
    static void setAside(final Path generation, final Disk disk) {
        try {
            Files.move(
                    generation.resolve(FILE),
                    generation.resolve(DAMAGED_FILE),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            disk.forceDirectory(generation);
        } catch (final IOException e) {
            throw JournalFailure.of("can't set aside", generation.resolve(FILE), e);
        }
    }

    /** @throws JournalFailure if there is one that can't be understood, or isn't what was written for this generation */
    static Optional<Seal> read(final Path generation, final int epoch) {
        final Path file = generation.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            final Seal seal = fromJson(CheckedJson.decode(Files.readAllBytes(file), FIELDS_OF_BEFORE));
            if (seal.epoch() != epoch) {
                throw new IllegalArgumentException("it is of epoch=" + seal.epoch() + ", not of epoch=" + epoch);
            }
            return Optional.of(seal);
        } catch (final IllegalArgumentException e) {
            throw JournalFailure.of("damaged seal", file, e);
        } catch (final IOException e) {
            throw JournalFailure.of("can't read", file, e);
        }
    }

    private ObjectNode toJson() {
        final ObjectNode root = JSON.createObjectNode();
        root.put("epoch", epoch).put("outcome", outcome.name());
        root.set("events", toJson(events));
        root.set("decisions", toJson(decisions));
        halt.ifPresent(h -> root.putObject("halt")
                .put("stage", h.stage())
                .put("sequence", h.sequence())
                .put("cause", h.cause()));
        damage.ifPresent(text -> root.put("damage", text));
        torn.ifPresent(text -> root.put("torn", text));
        return root;
    }

    private static ObjectNode toJson(final LogEnd end) {
        return JSON.createObjectNode()
                .put("records", end.records())
                .put("lastSequence", end.lastSequence())
                .put("chain", end.chain());
    }

    private static Seal fromJson(final JsonNode root) {
        return new Seal(
                required(root, "epoch").intValue(),
                Outcome.valueOf(required(root, "outcome").asText()),
                endFromJson(required(root, "events")),
                endFromJson(required(root, "decisions")),
                Optional.ofNullable(root.get("halt")).map(Seal::haltFromJson),
                Optional.ofNullable(root.get("damage")).map(JsonNode::asText),
                Optional.ofNullable(root.get("torn")).map(JsonNode::asText));
    }

    private static LogEnd endFromJson(final JsonNode node) {
        return new LogEnd(
                required(node, "records").longValue(),
                required(node, "lastSequence").longValue(),
                required(node, "chain").intValue());
    }

    private static Halt haltFromJson(final JsonNode node) {
        return new Halt(
                required(node, "stage").asText(),
                required(node, "sequence").longValue(),
                required(node, "cause").asText());
    }

    private static JsonNode required(final JsonNode node, final String field) {
        final JsonNode value = node.get(field);
        if (value == null) {
            throw new IllegalArgumentException("field=" + field + " is missing");
        }
        return value;
    }
}
