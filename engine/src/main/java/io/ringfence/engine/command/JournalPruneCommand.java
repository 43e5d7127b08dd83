package io.ringfence.engine.command;

import io.ringfence.engine.config.ByteSize;
import io.ringfence.engine.config.RetentionSettings;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.retention.PruneReport;
import io.ringfence.journal.retention.Pruning;
import io.ringfence.journal.retention.Retention;
import io.ringfence.journal.retention.Sealed;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code journal prune}: removes the oldest of a journal. */
@Command(
        name = "prune",
        description =
                "Removes the oldest generations and segments beyond the limits, never what recovery needs: that is"
                        + " refused by name, and the exit status is 1. While an engine runs, its own retention does this.")
public final class JournalPruneCommand implements Callable<Integer> {
    private final Home home;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final JournalFolder journal = new JournalFolder();

    @Option(names = "--keep-age", paramLabel = "D", description = "Removes what was last written to longer ago, as 7d.")
    private String age;

    @Option(names = "--keep-size", paramLabel = "S", description = "Removes the oldest beyond this size, as 100GiB.")
    private String size;

    @Option(names = "--dry-run", description = "Says what would go, and touches nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    JournalPruneCommand(final Home home) {
        this.home = home;
    }

    @Override
    public Integer call() {
        final PruneReport report = prune(retention(), journal.folder(home));
        spec.commandLine().getOut().println(json ? report.toJson() : report.toText());
        return report.refused().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private PruneReport prune(final Retention retention, final Path folder) {
        final long nowMs = System.currentTimeMillis();
        if (dryRun) {
            return Pruning.dryRun(folder, retention, nowMs, Sealed.ALL);
        }
        // Takes the lock, and seals what a killed engine left, so that nothing is written meanwhile.
        try (Journal locked = Journal.open(folder)) {
            return Pruning.prune(locked.directory(), retention, nowMs, Sealed.ALL);
        }
    }

    private Retention retention() {
        if (age == null && size == null) {
            throw new ParameterException(
                    spec.commandLine(), "nothing says what to keep: --keep-age, --keep-size or both");
        }
        return new RetentionSettings(
                        option("--keep-age", age, Timeframe::valueOf), option("--keep-size", size, ByteSize::valueOf))
                .retention();
    }

    private <T> Optional<T> option(final String name, final String text, final Function<String, T> form) {
        try {
            return Optional.ofNullable(text).map(form);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), name + "=" + text + ": " + e.getMessage());
        }
    }
}
