package io.ringfence.engine.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.config.EngineConfig;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.Terminal;
import io.ringfence.engine.replay.Replay;
import io.ringfence.engine.replay.ReplayResult;
import io.ringfence.engine.replay.Replayed;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.snapshot.SnapshotRefused;
import io.ringfence.journal.snapshot.SnapshotStore;
import io.ringfence.journal.snapshot.StageState;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * The job behind {@code replay --all}: re-runs all generations in order, compares all decisions, and holds what each
 * generation began with against the end of the one that it went on from, stage by stage: so nothing was lost or made up
 * between two runs.
 */
public final class JournalReplay {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final Terminal terminal = Terminal.ofProcess();

    /** The end of the newest generation that decided anything; empty before the first. */
    private Optional<Replayed> before = Optional.empty();

    public JournalReplay(final PrintStream out) {
        this.out = out;
    }

    /** How a generation's beginning follows from the end of the one before. */
    private record Link(int from, String differingStage) {
        boolean holds() {
            return differingStage.isEmpty();
        }
    }

    public int run(final JournalReplayOptions options) throws Exception {
        boolean clean = true;
        try (Journal journal = Journal.reading(options.journal())) {
            for (final int epoch : journal.epochs()) {
                clean &= replay(journal.read(epoch), options.json());
            }
        }
        return clean ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private boolean replay(final RecordedGeneration generation, final boolean json) throws Exception {
        if (!EndState.hasBegun(generation)) {
            print(generation, json);
            return true;
        }
        final EngineConfig config =
                RecordedConfiguration.read(generation.directory()).engine();
        final Optional<Link> link = link(generation, config.stages());
        final Replayed replayed = Replay.whole(
                        config.stages(),
                        config.lanes().ringSize(),
                        config.lanes().batchLimit())
                .runToState(
                        generation,
                        records -> terminal.show(
                                String.format("generation %d: replayed %,d records", generation.epoch(), records)));
        terminal.clear();
        before = Optional.of(replayed);
        print(replayed.result(), link, json);
        return replayed.result().isClean() && link.map(Link::holds).orElse(true);
    }

    /** Empty for a generation that began with nothing, and for the first that is left. */
    private Optional<Link> link(final RecordedGeneration generation, final StageSettings settings) {
        final Optional<List<StageState>> opening = opening(generation, settings.engineId());
        if (opening.isEmpty() || before.isEmpty()) {
            return Optional.empty();
        }
        final Stages stages = Stages.of(settings, Outbox.CLOSED, DecisionSink.NONE);
        stages.load(before.get().states());
        return Optional.of(new Link(before.get().result().epoch(), firstDifference(stages.save(), opening.get())));
    }

    private static Optional<List<StageState>> opening(final RecordedGeneration generation, final int engineId) {
        try {
            return new SnapshotStore(generation.directory(), generation.epoch())
                    .opening(engineId)
                    .map(snapshot -> snapshot.stages());
        } catch (final SnapshotRefused e) {
            throw new JournalFailure("generation " + generation.epoch() + ": opening snapshot: " + e.getMessage(), e);
        }
    }

    /** The first stage whose state differs, or nothing. */
    private static String firstDifference(final List<StageState> expected, final List<StageState> actual) {
        for (final StageState stage : expected) {
            final boolean same = actual.stream()
                    .filter(other -> other.stage().equals(stage.stage()))
                    .anyMatch(other -> other.bytes().equals(stage.bytes()));
            if (!same) {
                return stage.stage();
            }
        }
        return "";
    }

    private void print(final RecordedGeneration generation, final boolean json) throws JsonProcessingException {
        if (json) {
            out.println(JSON.writeValueAsString(
                    JSON.createObjectNode().put("epoch", generation.epoch()).put("begun", false)));
        } else {
            out.printf("generation %d: ended before it had begun%n", generation.epoch());
        }
    }

    private void print(final ReplayResult result, final Optional<Link> link, final boolean json)
            throws JsonProcessingException {
        if (json) {
            out.println(JSON.writeValueAsString(json(result, link)));
            return;
        }
        out.printf(
                "generation %d: %,d records up to #%d, %,d decisions: %s%n",
                result.epoch(), result.records(), result.lastSequence(), result.decisions(), result.verdict());
        result.damage().ifPresent(damage -> out.println("  the event log is damaged: " + damage));
        link.ifPresent(it -> out.println(
                it.holds()
                        ? "  began with the state at the end of generation " + it.from()
                        : "  began with ANOTHER state than that at the end of generation " + it.from()
                                + ", first in stage " + it.differingStage()));
    }

    private static ObjectNode json(final ReplayResult result, final Optional<Link> link) {
        final ObjectNode root = JSON.createObjectNode()
                .put("epoch", result.epoch())
                .put("begun", true)
                .put("records", result.records())
                .put("lastSequence", result.lastSequence())
                .put("decisions", result.decisions())
                .put("hash", String.format("%016x", result.hash()))
                .put("divergences", result.divergences());
        result.first().ifPresent(first -> root.put("first", first.toString()));
        result.damage().ifPresent(damage -> root.put("damage", damage));
        link.ifPresent(it -> {
            root.put("from", it.from()).put("beginsAsThatEnded", it.holds());
            if (!it.holds()) {
                root.put("differingStage", it.differingStage());
            }
        });
        return root;
    }
}
