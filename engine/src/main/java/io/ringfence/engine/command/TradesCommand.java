package io.ringfence.engine.command;

import io.ringfence.engine.history.TradesOptions;
import io.ringfence.engine.history.TradesOptions.Format;
import io.ringfence.journal.generation.Journal;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code trades}: checks the options, then runs the job. */
@Command(
        name = "trades",
        description = "Prints the round trips of a journal: in, out, why, profit, fees, best and worst moment, and"
                + " their totals. Money in the account's currency. Exit status 1 if a log is damaged.")
public final class TradesCommand implements Callable<Integer> {
    private final Home home;
    private final Job<TradesOptions> job;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final JournalFolder journal = new JournalFolder();

    @Spec
    private CommandSpec spec;

    @Option(names = "--generation", paramLabel = "N", description = "This generation alone. Default: all of them.")
    private Integer generation;

    @ArgGroup(exclusive = true)
    private Output output;

    private static final class Output {
        @Option(names = "--csv", description = "Prints a header and one line a round trip; money and prices exact.")
        private boolean csv;

        @Option(names = "--json", description = "Prints one JSON object; money and prices exact.")
        private boolean json;
    }

    public TradesCommand(final Home home, final Job<TradesOptions> job) {
        this.home = home;
        this.job = job;
    }

    @Override
    public Integer call() throws Exception {
        final Path folder = journal.begun(home);
        return job.run(new TradesOptions(folder, generation(folder), format()));
    }

    private OptionalInt generation(final Path folder) {
        if (generation == null) {
            return OptionalInt.empty();
        }
        try (Journal reading = Journal.reading(folder)) {
            if (!reading.epochs().contains(generation)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--generation=" + generation + ": there is no such generation; there are: "
                                + reading.epochs().stream().map(String::valueOf).collect(Collectors.joining(", ")));
            }
        }
        return OptionalInt.of(generation);
    }

    private Format format() {
        if (output == null) {
            return Format.TEXT;
        }
        return output.csv ? Format.CSV : Format.JSON;
    }
}
