package io.ringfence.engine.command;

import io.ringfence.engine.process.ExitStatus;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.verify.Verification;
import io.ringfence.journal.verify.VerifyReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code journal verify}: is it what was written? */
@Command(
        name = "verify",
        description =
                "Reads all generations, or one: both logs, seals and snapshots. Names each damage with segment, byte"
                        + " and last good sequence; exit status 1 if there is any.")
public final class JournalVerifyCommand implements Callable<Integer> {
    private final Home home;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final JournalOptions journal = new JournalOptions();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    JournalVerifyCommand(final Home home) {
        this.home = home;
    }

    @Override
    public Integer call() {
        final VerifyReport report = verify();
        spec.commandLine().getOut().println(json ? report.toJson() : report.toText());
        return report.damages() == 0 ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private VerifyReport verify() {
        try (Journal reading = Journal.reading(journal.begun(home))) {
            return journal.generation().isPresent()
                    ? Verification.of(reading, journal.recorded(home).epoch())
                    : Verification.of(reading);
        }
    }
}
