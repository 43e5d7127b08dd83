package io.ringfence.engine.command;

import io.ringfence.engine.snapshot.OfflineSnapshotOptions;
import io.ringfence.journal.generation.RecordedGeneration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code snapshot}: checks the options, then runs the job. */
@Command(
        name = "snapshot",
        description = "Makes a snapshot from a journal, offline: replays a generation and writes the state that comes"
                + " out beside it. Exit status 1 if the replay differs from what was recorded; then nothing is"
                + " written.")
public final class SnapshotCommand implements Callable<Integer> {
    private final Home home;
    private final Job<OfflineSnapshotOptions> job;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final JournalOptions journal = new JournalOptions();

    @Option(
            names = "--at",
            paramLabel = "N",
            description = "The sequence whose state is written, 1 and up. Default: the last.")
    private Long at;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    public SnapshotCommand(final Home home, final Job<OfflineSnapshotOptions> job) {
        this.home = home;
        this.job = job;
    }

    @Override
    public Integer call() throws Exception {
        if (at != null && at < 1) {
            throw new ParameterException(spec.commandLine(), "--at=" + at + ": must be 1 or more");
        }
        final RecordedGeneration generation = journal.recorded(home);
        requireEvent(generation);
        return job.run(new OfflineSnapshotOptions(
                journal.folder(home),
                generation.epoch(),
                at == null ? OptionalLong.empty() : OptionalLong.of(at),
                json));
    }

    private void requireEvent(final RecordedGeneration generation) {
        generation.seal().map(seal -> seal.events().lastSequence()).ifPresent(last -> {
            if (at != null && at > last) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--at=" + at + ": generation " + generation.epoch() + " ends with sequence " + last);
            }
        });
    }
}
