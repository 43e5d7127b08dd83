package io.ringfence.engine.command;

import io.ringfence.engine.view.ScanOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scan}: checks the options, then runs the job. */
@Command(
        name = "scan",
        description =
                "Prints how a running engine ranks its instruments, the best first, and which are selected. Read from"
                        + " shared memory, without touching the engine. Exit status 1 if none runs, or nothing is ranked.")
public final class ScanCommand implements Callable<Integer> {
    private static final int DEFAULT_TOP = 20;
    private static final int MOST = 4_096;

    private final Home home;
    private final Job<ScanOptions> job;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final JournalFolder journal = new JournalFolder();

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many are shown, 1 to 4096. Default: ${DEFAULT-VALUE}.",
            defaultValue = "" + DEFAULT_TOP)
    private int top;

    @Option(names = "--json", description = "Prints one JSON object a line.")
    private boolean json;

    public ScanCommand(final Home home, final Job<ScanOptions> job) {
        this.home = home;
        this.job = job;
    }

    @Override
    public Integer call() throws Exception {
        if (top < 1 || top > MOST) {
            throw new ParameterException(spec.commandLine(), "--top=" + top + ": must be from 1 to " + MOST);
        }
        return job.run(new ScanOptions(journal.folder(home), top, json));
    }
}
