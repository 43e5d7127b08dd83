package io.ringfence.engine.command;

import io.ringfence.gateway.simulated.Speed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which market the simulated venue plays, and how fast. */
final class MarketOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--frames",
            paramLabel = "FILE",
            description = {
                "Plays this recording: lines of <receive time in ns> <JSON message>, plain or gzipped. Repeat it to play"
                        + " several, merged by receive time; a folder stands for all files in it.",
                "Default: a generated market."
            })
    private List<Path> frames = new ArrayList<>();

    @Option(
            names = "--speed",
            paramLabel = "X|max",
            defaultValue = "1",
            converter = SpeedConverter.class,
            description = "Times the original pace, above 0 to 10000; max: as fast as the engine follows. Default:"
                    + " ${DEFAULT-VALUE}.")
    private Speed speed;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same number gives the same generated market. Default: ${DEFAULT-VALUE}.")
    private long seed;

    /** @throws ParameterException if one can't be read. */
    List<Path> frames() {
        final List<Path> files = new ArrayList<>();
        frames.forEach(given -> files.addAll(Files.isDirectory(given) ? filesIn(given) : List.of(given)));
        for (final Path file : files) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw wrong(file, "no such file, or not readable");
            }
        }
        return List.copyOf(files);
    }

    private List<Path> filesIn(final Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            final List<Path> files =
                    entries.filter(Files::isRegularFile).sorted().toList();
            if (files.isEmpty()) {
                throw wrong(folder, "there is no file in it");
            }
            return files;
        } catch (final IOException e) {
            throw wrong(folder, "can't be read: " + e);
        }
    }

    private ParameterException wrong(final Path given, final String complaint) {
        return new ParameterException(spec.commandLine(), "--frames=" + given + ": " + complaint);
    }

    Speed speed() {
        return speed;
    }

    long seed() {
        return seed;
    }
}
