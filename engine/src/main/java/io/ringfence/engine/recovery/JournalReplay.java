package io.ringfence.engine.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.Terminal;
import io.ringfence.engine.replay.ReplayResult;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import java.io.PrintStream;
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
    private final ChainedReplay chain = new ChainedReplay();

    public JournalReplay(final PrintStream out) {
        this.out = out;
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
        final ChainedReplay.Part part = chain.next(
                generation,
                records -> terminal.show(
                        String.format("generation %d: replayed %,d records", generation.epoch(), records)));
        terminal.clear();
        if (part.result().isPresent()) {
            print(part.result().get(), part.link(), json);
        } else {
            print(generation, json);
        }
        return part.isClean();
    }

    private void print(final RecordedGeneration generation, final boolean json) throws JsonProcessingException {
        if (json) {
            out.println(JSON.writeValueAsString(
                    JSON.createObjectNode().put("epoch", generation.epoch()).put("begun", false)));
        } else {
            out.printf("generation %d: ended before it had begun%n", generation.epoch());
        }
    }

    private void print(final ReplayResult result, final Optional<ChainedReplay.Link> link, final boolean json)
            throws JsonProcessingException {
        if (json) {
            out.println(JSON.writeValueAsString(json(result, link)));
            return;
        }
        out.printf(
                "generation %d: %,d records up to #%d, %,d decisions: %s%n",
                result.epoch(), result.records(), result.lastSequence(), result.decisions(), result.verdict());
        result.damage().ifPresent(damage -> out.println("  " + damage));
        link.ifPresent(it -> out.println(
                it.holds()
                        ? "  began with the state at the end of generation " + it.from()
                        : "  began with ANOTHER state than that at the end of generation " + it.from()
                                + ", first in stage " + it.differingStage()));
    }

    private static ObjectNode json(final ReplayResult result, final Optional<ChainedReplay.Link> link) {
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
