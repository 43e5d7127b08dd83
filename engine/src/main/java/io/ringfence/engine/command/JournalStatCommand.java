package io.ringfence.engine.command;

import io.ringfence.engine.process.ExitStatus;
import io.ringfence.journal.dump.JournalStat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code journal stat}: prints figures. */
@Command(
        name = "stat",
        description =
                "Prints how a generation ended, and its records by type. Reads both logs whole; exit status 1 if one"
                        + " is damaged.")
public final class JournalStatCommand implements Callable<Integer> {
    private final Home home;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final JournalOptions journal = new JournalOptions();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    JournalStatCommand(final Home home) {
        this.home = home;
    }

    @Override
    public Integer call() {
        final JournalStat stat = JournalStat.of(journal.recorded(home));
        spec.commandLine().getOut().println(json ? stat.toJson() : stat.toText());
        return stat.isWhole() ? ExitStatus.DONE : ExitStatus.FAILED;
    }
}
