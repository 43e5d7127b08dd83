package io.ringfence.engine.whatif;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.history.GenerationWalk;
import io.ringfence.engine.history.RoundTrips;
import io.ringfence.engine.paper.PaperState;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.Terminal;
import io.ringfence.engine.report.DecisionTally;
import io.ringfence.engine.report.JournalFigures;
import io.ringfence.engine.whatif.SideBySide.Pair;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The job behind {@code replay --config}: what happened, and what would have, side by side. */
public final class WhatIf {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAIRS_SHOWN = 30;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final PrintStream out;
    private final Terminal terminal = Terminal.ofProcess();

    public WhatIf(final PrintStream out) {
        this.out = out;
    }

    /** All that is to be told. */
    private record Answer(
            WhatIfOptions options,
            Opening opening,
            List<String> changes,
            List<String> fresh,
            Figures happened,
            ModelRun baseline,
            ModelRun other,
            List<Pair> pairs,
            List<String> damage,
            long elapsedNs) {
        private double recordsPerSecond() {
            return (baseline.recordedEvents() + other.recordedEvents()) * 1e9 / Math.max(1, elapsedNs);
        }

        private Optional<Pair> firstDifference() {
            return pairs.stream().filter(pair -> !pair.isSame()).findFirst();
        }

        private long same() {
            return pairs.stream().filter(Pair::isSame).count();
        }
    }

    /** Returns {@link ExitStatus#FAILED} if a log is damaged: the figures are those of the good part then. */
    public int run(final WhatIfOptions options) throws IOException {
        final Answer answer;
        try (Journal journal = Journal.reading(options.journal())) {
            answer = ask(journal.read(options.generation()), options);
        } finally {
            terminal.clear();
        }
        if (options.json()) {
            out.println(JSON.writeValueAsString(json(answer)));
        } else {
            print(answer);
        }
        return answer.damage().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private Answer ask(final RecordedGeneration generation, final WhatIfOptions options) {
        final Configuration recorded = RecordedConfiguration.read(generation.directory());
        final Opening opening =
                Opening.before(options.from(), generation, recorded.engine().stages());
        final long balance = opening.carried()
                .map(state -> state.portfolio().walletAfterFills())
                .or(() -> openingBalance(generation))
                .orElse(recorded.engine().account().initialBalanceMoney());
        terminal.show("reading what happened ...");
        final List<String> damage = new ArrayList<>();
        final Figures happened = happened(generation, opening, options.to(), damage);
        final long startNanos = System.nanoTime();
        final ModelRun baseline = new ModelRun(recorded, Set.of(), opening, balance)
                .run(generation, options.to(), records -> tell("the recorded configuration", records));
        final ModelRun other = new ModelRun(options.other(), leftOut(recorded, options.other()), opening, balance)
                .run(generation, options.to(), records -> tell(options.otherName(), records));
        return new Answer(
                options,
                opening,
                ConfigDifference.of(recorded, options.other()),
                other.freshStages(),
                happened,
                baseline,
                other,
                SideBySide.merge(baseline.choices(), other.choices()),
                damage,
                System.nanoTime() - startNanos);
    }

    private static Figures happened(
            final RecordedGeneration generation, final Opening opening, final long to, final List<String> damage) {
        final RoundTrips trips = new RoundTrips();
        final DecisionTally tally = new DecisionTally();
        final Figures.Before before = ModelRun.begin(opening, tally, trips);
        GenerationWalk.walk(generation, trips, opening.sequence(), to).ifPresent(damage::add);
        final JournalFigures figures = JournalFigures.of(generation, tally, opening.sequence(), to);
        return new Figures(figures.decisions(), trips, before, figures.unrealized());
    }

    /** An instrument that only the recorded configuration names; a demo's market brings more than are named. */
    private static Set<String> leftOut(final Configuration recorded, final Configuration other) {
        final Set<String> symbols = new HashSet<>(recorded.engine().instruments());
        symbols.removeIf(other.engine().choice()::takes);
        return symbols;
    }

    private void tell(final String what, final long records) {
        terminal.show(String.format(Locale.ROOT, "%s: %,d recorded events", what, records));
    }

    private static Optional<Long> openingBalance(final RecordedGeneration generation) {
        final BalanceDecoder balance = new BalanceDecoder();
        try (LogReader events = generation.events()) {
            while (events.next()) {
                if (EventLayout.templateId(events.buffer(), events.offset()) == BalanceDecoder.TEMPLATE_ID) {
                    return Optional.of(
                            balance.wrapAndApplyHeader(events.buffer(), events.offset(), new MessageHeaderDecoder())
                                    .walletBalance());
                }
            }
        }
        return Optional.empty();
    }

    private void print(final Answer answer) {
        out.println("generation " + answer.options().generation() + " under "
                + answer.options().otherName() + ":");
        answer.changes().forEach(change -> out.println("  " + change));
        if (answer.changes().isEmpty()) {
            out.println("  the same configuration");
        }
        printOpening(answer);
        out.println();
        printFigures(answer);
        out.println();
        printPairs(answer);
        out.printf(Locale.ROOT, "%n%,d events a second, both runs together%n", Math.round(answer.recordsPerSecond()));
        answer.damage().forEach(damage -> out.println("damaged: " + damage));
    }

    private static void put(final ObjectNode root, final Opening opening) {
        opening.carried()
                .ifPresent(state -> root.put("behind", opening.sequence())
                        .put("positionsBefore", PaperState.of(state).positions().size()));
        opening.skipped().forEach(root.withArray("skippedSnapshots")::add);
    }

    /** What both runs begin with. */
    private void printOpening(final Answer answer) {
        answer.opening().skipped().forEach(skipped -> out.println("  a snapshot is not used: " + skipped));
        answer.opening()
                .carried()
                .ifPresent(state -> out.println((answer.opening().isWithin()
                                ? "  from the snapshot behind #"
                                        + answer.opening().sequence()
                                : "  from what the generation began with")
                        + ", with positions: "
                        + PaperState.of(state).positions().size()));
        if (!answer.fresh().isEmpty()) {
            out.println("  other settings, so these start fresh: " + String.join(", ", answer.fresh()));
        }
    }

    private void printFigures(final Answer answer) {
        final String row = "%-15s %18s %18s %18s %18s %18s%n";
        out.printf(row, "", "really happened", "recorded, model", "model's error", "other, model", "other - recorded");
        final Figures baseline = answer.baseline().figures();
        final Figures other = answer.other().figures();
        for (final String name : baseline.byName().keySet()) {
            out.printf(
                    row,
                    name,
                    answer.happened().text(name),
                    baseline.text(name),
                    baseline.difference(answer.happened(), name),
                    other.text(name),
                    other.difference(baseline, name));
        }
    }

    private void printPairs(final Answer answer) {
        final Optional<Pair> first = answer.firstDifference();
        if (first.isEmpty()) {
            out.println("both decide the same signals, orders, stop hits and refusals: "
                    + answer.pairs().size());
            return;
        }
        out.printf(
                Locale.ROOT,
                "signals, orders, stop hits and refusals: %,d the same, %,d not; from the first that differs (recorded"
                        + " #%d) on:%n",
                answer.same(),
                answer.pairs().size() - answer.same(),
                first.get().any().recorded());
        out.printf("%-19s %10s  %-42s %s%n", "UTC", "#", "recorded configuration", "other");
        final int from = answer.pairs().indexOf(first.get());
        answer.pairs().stream().skip(from).limit(PAIRS_SHOWN).forEach(this::printPair);
        if (answer.pairs().size() - from > PAIRS_SHOWN) {
            out.println("... " + (answer.pairs().size() - from - PAIRS_SHOWN) + " more, all with --json");
        }
    }

    private void printPair(final Pair pair) {
        out.println(String.format(
                        Locale.ROOT,
                        "%-19s %10d  %-42s %s",
                        TIME.format(Instant.ofEpochSecond(0, pair.any().timeNs())),
                        pair.any().recorded(),
                        pair.one() == null ? "" : pair.one().text(),
                        pair.other() == null ? "" : pair.other().text())
                .stripTrailing());
    }

    private static ObjectNode json(final Answer answer) {
        final ObjectNode root = JSON.createObjectNode()
                .put("epoch", answer.options().generation())
                .put("other", answer.options().otherName())
                .put("recordsPerSecond", Math.round(answer.recordsPerSecond()));
        answer.changes().forEach(root.putArray("changes")::add);
        put(root, answer.opening());
        answer.fresh().forEach(root.withArray("freshStages")::add);
        put(root.putObject("happened"), answer.happened());
        put(root.putObject("baseline"), answer.baseline().figures());
        put(root.putObject("what-if"), answer.other().figures());
        root.put("sameChoices", answer.same());
        root.put("otherChoices", answer.pairs().size() - answer.same());
        final ArrayNode choices = root.putArray("choices");
        answer.pairs().forEach(pair -> {
            final ObjectNode node = choices.addObject()
                    .put("timeNs", pair.any().timeNs())
                    .put("recordedSequence", pair.any().recorded());
            node.put("baseline", pair.one() == null ? null : pair.one().text());
            node.put("what-if", pair.other() == null ? null : pair.other().text());
        });
        answer.damage().forEach(root.withArray("damage")::add);
        return root;
    }

    private static void put(final ObjectNode node, final Figures figures) {
        figures.byName().forEach((name, figure) -> node.set(name, figure.json()));
    }
}
