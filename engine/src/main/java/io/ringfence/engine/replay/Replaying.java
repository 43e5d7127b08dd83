package io.ringfence.engine.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.config.EngineConfig;
import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.Terminal;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import java.io.PrintStream;

/** The job behind {@code replay}: re-runs a generation and says what came out. */
public final class Replaying {
    /** Slots that stay in the core's cache: nobody runs ahead in step, and a larger ring costs a third of the speed. */
    private static final int IN_STEP_RING = 64;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEX_RADIX = 16;

    private final PrintStream out;
    private final Terminal terminal = Terminal.ofProcess();

    public Replaying(final PrintStream out) {
        this.out = out;
    }

    public int run(final ReplayOptions options) throws Exception {
        final Journal journal = Journal.reading(options.journal());
        final RecordedGeneration generation = journal.read(options.generation());
        final EngineConfig config =
                RecordedConfiguration.read(generation.directory()).engine();
        final LaneLayout layout = options.layout()
                .map(choice -> choice.on(Runtime.getRuntime().availableProcessors()))
                .orElse(LaneLayout.ONE);
        final ReplayResult result = new Replay(
                        config.stages(),
                        layout,
                        options.ringSize()
                                .orElse(
                                        layout.inboundInside()
                                                ? IN_STEP_RING
                                                : config.lanes().ringSize()),
                        config.lanes().batchLimit(),
                        options.verify(),
                        options.from(),
                        options.to())
                .run(generation, records -> terminal.show(String.format("replayed %,d records", records)));
        terminal.clear();
        if (options.json()) {
            out.println(JSON.writeValueAsString(json(result, options.verify())));
        } else {
            print(result, options.verify());
        }
        return result.isClean() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private static ObjectNode json(final ReplayResult result, final boolean verified) {
        final ObjectNode root = JSON.createObjectNode()
                .put("epoch", result.epoch())
                .put("behind", result.behind())
                .put("events", result.events())
                .put("records", result.records())
                .put("lastSequence", result.lastSequence())
                .put("decisions", result.decisions())
                .put("hash", hex(result.hash()))
                .put("recordsPerSecond", Math.round(result.recordsPerSecond()))
                .put("verified", verified)
                .put("divergences", result.divergences());
        result.first()
                .ifPresent(first -> root.putObject("first")
                        .put("sequence", first.sequence())
                        .put("stage", first.stage())
                        .put("field", first.field())
                        .put("recorded", first.recorded())
                        .put("replayed", first.replayed()));
        result.damage().ifPresent(damage -> root.put("damage", damage));
        if (!result.skipped().isEmpty()) {
            result.skipped().forEach(root.putArray("skippedSnapshots")::add);
        }
        return root;
    }

    private void print(final ReplayResult result, final boolean verified) {
        result.skipped().forEach(skipped -> out.println("a snapshot is not used: " + skipped));
        if (result.behind() > 0) {
            out.printf("from the snapshot at #%d%n", result.behind());
        }
        out.printf(
                "generation %d: %,d events (%,d records up to #%d), %,d decisions, hash %s, %,d records a second%n",
                result.epoch(),
                result.events(),
                result.records(),
                result.lastSequence(),
                result.decisions(),
                hex(result.hash()),
                Math.round(result.recordsPerSecond()));
        result.damage().ifPresent(damage -> out.println(damage));
        if (verified) {
            out.println(result.verdict());
        }
    }

    private static String hex(final long hash) {
        return String.format("%0" + HEX_RADIX + "x", hash);
    }
}
