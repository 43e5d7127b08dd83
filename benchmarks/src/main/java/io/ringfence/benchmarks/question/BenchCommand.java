package io.ringfence.benchmarks.question;

import io.ringfence.benchmarks.report.Comparison;
import io.ringfence.benchmarks.report.MeasuredTable;
import io.ringfence.benchmarks.report.Report;
import io.ringfence.benchmarks.report.ReportFolder;
import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.Machine;
import io.ringfence.benchmarks.rig.MachineCheck;
import io.ringfence.benchmarks.rig.Rig;
import io.ringfence.journal.log.ChronicleQuiet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program behind {@code scripts/bench}. */
public final class BenchCommand {
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int WRONG_USE = 2;

    private static final List<Question> QUESTIONS = List.of(
            new Decoding(),
            new Topology(),
            new TickToOrder(),
            new JournalPauses(),
            new Saturation(),
            new WireToWire(),
            new Operations(),
            new StopReaction(),
            new Tls());

    private BenchCommand() {}

    /** @param arguments as {@link BenchOptions} says */
    public static void main(final String[] arguments) throws Exception {
        ChronicleQuiet.apply();
        final BenchOptions options;
        try {
            options = BenchOptions.parse(
                    List.of(arguments), QUESTIONS.stream().map(Question::name).toList());
        } catch (final IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_USE);
            return;
        }
        if (options.table().isPresent()) {
            final ReportFolder folder = readable(options.table().get());
            MeasuredTable.lines(folder.goals(), folder.machine()).forEach(Bench::say);
        } else if (options.compared().isEmpty()) {
            run(options);
        } else {
            compare(options.compared());
        }
    }

    private static void compare(final List<Path> folders) throws IOException {
        Comparison.lines(
                        readable(folders.get(0)).goals(),
                        readable(folders.get(1)).goals())
                .forEach(Bench::say);
    }

    /** Ends the program if it isn't. */
    private static ReportFolder readable(final Path folder) {
        if (!Files.isReadable(folder.resolve("report.json"))) {
            System.err.println(folder + ": there is no report.json, so it is no folder of a report");
            System.exit(WRONG_USE);
        }
        return new ReportFolder(folder);
    }

    private static void run(final BenchOptions options) throws Exception {
        final Cores cores = options.cores();
        Bench.say("machine check ...");
        final MachineCheck check = MachineCheck.run(cores, CHECK_NANOS);
        Bench.say(check.toString());
        final Map<String, String> machine = Machine.describe(options.commit(), cores);
        machine.put("run", options.extent().name());
        machine.put("machine check", check.toString());
        final Report report = new Report(machine);
        final ReportFolder folder = new ReportFolder(options.folder());
        final Path scratch = options.folder().resolve("scratch");
        final TimeLimit limit = TimeLimit.start(options.extent().limitS(), report, folder, scratch);
        final Bench bench =
                new Bench(cores, new Rig(cores, Sizes.MOST_EVENTS), options.extent(), report, scratch, options.home());
        final List<String> failed = ask(bench, options.questions());
        limit.stop();
        folder.write(report);
        Bench.delete(scratch);
        Bench.say("machine: " + check);
        Bench.say("report: " + options.folder().resolve("report.md"));
        failed.forEach(Bench::say);
        report.shortfalls().forEach(Bench::say);
        Bench.say(report.verdict());
        // Libraries' own threads would hold the process.
        Runtime.getRuntime().halt(failed.isEmpty() ? 0 : 1);
    }

    /** A question that fails takes nothing but its own answer away. */
    private static List<String> ask(final Bench bench, final List<String> names) {
        final List<String> failed = new ArrayList<>();
        for (final Question question : QUESTIONS) {
            if (!names.contains(question.name())) {
                continue;
            }
            final long start = System.nanoTime();
            Bench.say(question.name() + " ...");
            try {
                question.answer(bench);
            } catch (final Exception | LinkageError e) {
                e.printStackTrace(System.err);
                failed.add(question.name() + " FAILED: " + e);
            }
            Bench.say(String.format("%s took %.1f s", question.name(), (System.nanoTime() - start) / 1e9));
        }
        return failed;
    }
}
