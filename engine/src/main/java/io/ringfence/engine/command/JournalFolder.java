package io.ringfence.engine.command;

import io.ringfence.journal.generation.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which journal is read, all of it. */
class JournalFolder {
    private static final String DEFAULT_FOLDER = "data/journal";

    @Spec(Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "The folder of generations. Default: " + DEFAULT_FOLDER + " in the home folder.")
    private Path journal;

    /** @throws ParameterException if there is no such folder. */
    Path folder(final Home home) {
        final Path folder = journal == null ? home.resolve(Path.of(DEFAULT_FOLDER)) : journal;
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "--journal=" + folder + ": no such folder");
        }
        return folder;
    }

    /** @throws ParameterException if there is no such folder, or no generation in it */
    Path begun(final Home home) {
        final Path folder = folder(home);
        try (Journal reading = Journal.reading(folder)) {
            if (reading.epochs().isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), "--journal=" + folder + ": there is no generation in it");
            }
        }
        return folder;
    }
}
