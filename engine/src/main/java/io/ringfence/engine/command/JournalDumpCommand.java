package io.ringfence.engine.command;

import io.ringfence.engine.process.ExitStatus;
import io.ringfence.journal.dump.DumpFormat;
import io.ringfence.journal.dump.JournalDump;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.LogKind;
import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code journal dump}: prints records. */
@Command(
        name = "dump",
        description =
                "Prints the records of a generation, one a line. Exit status 1 if the log is damaged before the last"
                        + " one asked for.")
public final class JournalDumpCommand implements Callable<Integer> {
    private final Home home;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final JournalOptions journal = new JournalOptions();

    @Mixin
    private final SequenceOptions sequences = new SequenceOptions();

    @Option(names = "--decisions", description = "Prints the decision log instead of the event log.")
    private boolean decisions;

    @Option(names = "--json", description = "Prints one JSON object a line.")
    private boolean json;

    JournalDumpCommand(final Home home) {
        this.home = home;
    }

    @Override
    public Integer call() throws IOException {
        final LogKind kind = decisions ? LogKind.DECISIONS : LogKind.EVENTS;
        final long to = sequences.to();
        final RecordedGeneration generation = journal.recorded(home);
        final long from = sequences.from(generation);
        try (Writer out = StandardOutput.of(spec.commandLine().getOut())) {
            return status(
                    new JournalDump(generation).dump(kind, from, to, json ? DumpFormat.JSON : DumpFormat.PLAIN, out));
        } catch (final StandardOutput.Gone e) {
            return ExitStatus.DONE;
        }
    }

    private int status(final JournalDump.Result result) {
        if (result.damage().isEmpty()) {
            return ExitStatus.DONE;
        }
        spec.commandLine()
                .getErr()
                .println(spec.qualifiedName() + ": " + result.damage().get());
        return ExitStatus.FAILED;
    }
}
