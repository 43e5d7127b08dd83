package io.ringfence.engine.breakpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.Terminal;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import java.io.IOException;
import java.io.PrintStream;

/** The job behind {@code replay --break}: replays up to the breakpoint and shows what is known there. */
public final class Breaking {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final Terminal terminal = Terminal.ofProcess();

    public Breaking(final PrintStream out) {
        this.out = out;
    }

    /** Returns {@link ExitStatus#FAILED} if the breakpoint held nowhere, or the event log is damaged before it. */
    public int run(final BreakOptions options) throws IOException, BadExpression {
        final BreakRun.Result result;
        try (Journal journal = Journal.reading(options.journal())) {
            final RecordedGeneration generation = journal.read(options.generation());
            final BreakRun run = new BreakRun(
                    RecordedConfiguration.read(generation.directory()).engine().stages(),
                    options.breakpoint(),
                    options.from(),
                    options.to());
            result = run.run(generation, records -> terminal.show(String.format("replayed %,d events", records)));
        } finally {
            terminal.clear();
        }
        if (options.json()) {
            printJson(options, result);
        } else {
            printText(options, result);
        }
        return result.picture().isPresent() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private void printJson(final BreakOptions options, final BreakRun.Result result) throws IOException {
        final ObjectNode root = JSON.createObjectNode()
                .put("epoch", options.generation())
                .put("break", options.breakpoint().toString())
                .put("stopped", result.picture().isPresent())
                .put("records", result.records())
                .put("recordsPerSecond", Math.round(perSecond(result)));
        result.damage().ifPresent(damage -> root.put("damage", damage));
        if (!result.skipped().isEmpty()) {
            result.skipped().forEach(root.putArray("skippedSnapshots")::add);
        }
        if (result.picture().isPresent()) {
            root.set("picture", result.picture().get().json());
        }
        out.println(JSON.writeValueAsString(root));
    }

    private void printText(final BreakOptions options, final BreakRun.Result result) throws IOException {
        result.skipped().forEach(skipped -> out.println("a snapshot is not used: " + skipped));
        if (result.picture().isPresent()) {
            out.printf(
                    "generation %d, #%d: %s%n%n",
                    options.generation(), result.picture().get().sequence(), options.breakpoint());
            result.picture().get().printText(out);
        } else {
            out.printf("generation %d: nowhere %s%n", options.generation(), options.breakpoint());
        }
        result.damage().ifPresent(damage -> out.println("the event log is damaged: " + damage));
        out.printf("%nreplayed %,d events, %,d a second%n", result.records(), Math.round(perSecond(result)));
    }

    private static double perSecond(final BreakRun.Result result) {
        return result.records() * 1e9 / Math.max(1, result.elapsedNs());
    }
}
