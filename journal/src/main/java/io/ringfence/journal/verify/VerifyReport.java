package io.ringfence.journal.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.journal.generation.Outcome;
import io.ringfence.journal.log.LogDamage;
import io.ringfence.journal.log.LogEnd;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@link Verification} found, generation by generation. */
public record VerifyReport(List<Generation> generations) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One generation.
     *
     * @param outcome    how it ended; empty while it runs, or if nobody has started since it died
     * @param sealDamage what was found when it was sealed as crashed: the logs end before it
     * @param unreadable why nothing of it could be looked at, if so
     */
    public record Generation(
            int epoch,
            Optional<Outcome> outcome,
            Optional<String> sealDamage,
            Log events,
            Log decisions,
            List<SnapshotResult> snapshots,
            Optional<String> unreadable) {
        static Generation unreadable(final int epoch, final String reason) {
            final Log none = new Log(new LogEnd(0, 0, 0), 0, Optional.empty());
            return new Generation(
                    epoch, Optional.empty(), Optional.empty(), none, none, List.of(), Optional.of(reason));
        }

        int damages() {
            return (int)
                    (snapshots.stream().filter(s -> s.problem().isPresent()).count()
                            + count(unreadable)
                            + count(sealDamage)
                            + count(events.damage())
                            + count(decisions.damage()));
        }

        private static int count(final Optional<?> problem) {
            return problem.isPresent() ? 1 : 0;
        }
    }

    /**
     * One log.
     *
     * @param end            where its good part ends
     * @param prunedSegments how many segments are gone from its beginning, as they should be
     */
    public record Log(LogEnd end, int prunedSegments, Optional<LogDamage> damage) {}

    /** A snapshot, and what is wrong with it, if anything. */
    public record SnapshotResult(long sequence, Path file, Optional<String> problem) {}

    public VerifyReport {
        generations = List.copyOf(generations);
    }

    /** How much was found that isn't as it was written. */
    public int damages() {
        return generations.stream().mapToInt(Generation::damages).sum();
    }

    /** One JSON object, without a line end. */
    public String toJson() {
        final ObjectNode root = JSON.createObjectNode();
        root.put("damages", damages());
        final ArrayNode all = root.putArray("generations");
        generations.forEach(generation -> write(generation, all.addObject()));
        return root.toString();
    }

    private static void write(final Generation generation, final ObjectNode node) {
        node.put("epoch", generation.epoch())
                .put("outcome", generation.outcome().map(Outcome::name).orElse(null))
                .put("unreadable", generation.unreadable().orElse(null))
                .put("sealDamage", generation.sealDamage().orElse(null));
        write(generation.events(), node.putObject("events"));
        write(generation.decisions(), node.putObject("decisions"));
        final ArrayNode snapshots = node.putArray("snapshots");
        generation
                .snapshots()
                .forEach(snapshot -> snapshots
                        .addObject()
                        .put("sequence", snapshot.sequence())
                        .put("file", snapshot.file().toString())
                        .put("problem", snapshot.problem().orElse(null)));
    }

    private static void write(final Log log, final ObjectNode node) {
        node.put("records", log.end().records())
                .put("lastSequence", log.end().lastSequence())
                .put("chain", log.end().chain())
                .put("prunedSegments", log.prunedSegments());
        if (log.damage().isEmpty()) {
            node.putNull("damage");
            return;
        }
        final LogDamage damage = log.damage().get();
        node.putObject("damage")
                .put("segment", damage.segment().toString())
                .put("position", damage.position())
                .put("lastSequence", damage.lastSequence())
                .put("expected", damage.expected())
                .put("found", damage.found());
    }

    /** Some lines for a terminal, without a last line end. */
    public String toText() {
        final StringBuilder text = new StringBuilder();
        generations.forEach(generation -> append(text, generation));
        return text.append(damages() == 0 ? "no damage" : "damages: " + damages())
                .toString();
    }

    private static void append(final StringBuilder text, final Generation generation) {
        text.append(String.format(
                "generation %d: %s%n",
                generation.epoch(), generation.outcome().map(Outcome::name).orElse("not sealed")));
        generation.unreadable().ifPresent(reason -> text.append(String.format("  %s%n", reason)));
        generation.sealDamage().ifPresent(damage -> text.append(String.format("  found at its sealing: %s%n", damage)));
        append(text, "events", generation.events());
        append(text, "decisions", generation.decisions());
        generation
                .snapshots()
                .forEach(snapshot -> text.append(String.format(
                        "  snapshot #%d: %s%n",
                        snapshot.sequence(),
                        snapshot.problem()
                                .map(problem -> "NOT VALID, " + problem)
                                .orElse("valid"))));
    }

    private static void append(final StringBuilder text, final String name, final Log log) {
        text.append(String.format(
                "  %s: %,d records up to #%d%s%n",
                name,
                log.end().records(),
                log.end().lastSequence(),
                log.prunedSegments() > 0 ? ", without the first " + log.prunedSegments() + " segments, pruned" : ""));
        log.damage().ifPresent(damage -> text.append(String.format("    %s%n", damage)));
    }
}
