package io.ringfence.engine.command;

import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which generation of which journal is read, and which part of it. */
final class JournalOptions extends JournalFolder {
    @Option(
            names = "--generation",
            paramLabel = "N",
            description = "The generation's number (epoch), 1 and up. Default: the newest.")
    private Integer generation;

    /**
     * The generation that is meant.
     *
     * @throws ParameterException if there is no such folder or generation
     */
    RecordedGeneration recorded(final Home home) {
        final OptionalInt asked = generation();
        try (Journal reading = Journal.reading(begun(home))) {
            final int epoch = asked.orElse(reading.newestEpoch());
            if (!reading.epochs().contains(epoch)) {
                throw new ParameterException(spec.commandLine(), missing(reading));
            }
            return reading.read(epoch);
        }
    }

    private String missing(final Journal reading) {
        return "--generation=" + generation + ": there is no such generation; there are: "
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
