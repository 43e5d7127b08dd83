package io.ringfence.engine.command;

import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which generation of which journal is read, and which part of it. */
final class JournalOptions {
    private static final String DEFAULT_FOLDER = "data/journal";

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "The folder of generations. Default: " + DEFAULT_FOLDER + " in the home folder.")
    private Path journal;

    @Option(
            names = "--generation",
            paramLabel = "N",
            description = "The generation's number (epoch), 1 and up. Default: the newest.")
    private Integer generation;

    /** @throws ParameterException if there is no such folder. */
    Path journal(final Home home) {
        final Path folder = journal == null ? home.resolve(Path.of(DEFAULT_FOLDER)) : journal;
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "--journal=" + folder + ": no such folder");
        }
        return folder;
    }

    /**
     * The generation that is meant.
     *
     * @throws ParameterException if there is no such folder or generation
     */
    RecordedGeneration recorded(final Home home) {
        final Path folder = journal(home);
        try (Journal reading = Journal.reading(folder)) {
            final int epoch = generation().orElse(reading.newestEpoch());
            if (!reading.epochs().contains(epoch)) {
                throw new ParameterException(spec.commandLine(), missing(folder, reading));
            }
            return reading.read(epoch);
        }
    }

    private String missing(final Path folder, final Journal reading) {
        return reading.epochs().isEmpty()
                ? "--journal=" + folder + ": there is no generation in it"
                : "--generation=" + generation + ": there is no such generation; there are: "
                        + reading.epochs().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** @throws ParameterException if it is below 1. */
    OptionalInt generation() {
        if (generation == null) {
            return OptionalInt.empty();
        }
        if (generation < 1) {
            throw new ParameterException(spec.commandLine(), "--generation=" + generation + ": must be 1 or more");
        }
        return OptionalInt.of(generation);
    }
}
