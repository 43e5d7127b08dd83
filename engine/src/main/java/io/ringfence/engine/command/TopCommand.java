package io.ringfence.engine.command;

import io.ringfence.engine.view.ViewOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code top}: checks the options, then runs the job. */
@Command(
        name = "top",
        description = "Shows what a running engine knows now, again every second, until q is pressed. Read from shared"
                + " memory, without touching the engine. Exit status 1 when no engine runs any more.")
public final class TopCommand implements Callable<Integer> {
    private final Home home;
    private final Job<ViewOptions> job;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final JournalFolder journal = new JournalFolder();

    @Option(
            names = "--json",
            description = "Prints one JSON object a line, the same as 'stat', every second, until the engine ends, the"
                    + " output is closed or q comes in.")
    private boolean json;

    public TopCommand(final Home home, final Job<ViewOptions> job) {
        this.home = home;
        this.job = job;
    }

    @Override
    public Integer call() throws Exception {
        return job.run(new ViewOptions(journal.folder(home), json));
    }
}
