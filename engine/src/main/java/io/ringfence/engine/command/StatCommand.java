package io.ringfence.engine.command;

import io.ringfence.engine.view.ViewOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stat}: checks the options, then runs the job. */
@Command(
        name = "stat",
        description = "Prints what a running engine knows now: prices, positions, stops, open orders, how far its lanes"
                + " are. Read from shared memory, without touching the engine. Exit status 1 if none runs; then what the"
                + " last one wrote is printed.")
public final class StatCommand implements Callable<Integer> {
    private final Home home;
    private final Job<ViewOptions> job;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final JournalFolder journal = new JournalFolder();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    public StatCommand(final Home home, final Job<ViewOptions> job) {
        this.home = home;
        this.job = job;
    }

    @Override
    public Integer call() throws Exception {
        return job.run(new ViewOptions(journal.folder(home), json));
    }
}
