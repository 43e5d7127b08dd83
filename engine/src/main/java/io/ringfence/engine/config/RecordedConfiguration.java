package io.ringfence.engine.config;

import io.ringfence.journal.log.JournalFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The configuration that a generation ran with, as files in its folder. */
public final class RecordedConfiguration {
    private static final String ENGINE = "engine.yaml";
    private static final String VENUE = "venue.yaml";
    private static final String STOPS = "stops";
    private static final String YAML = ".yaml";

    private RecordedConfiguration() {}

    /** Writes the texts into the folder of a generation that is just starting. */
    public static void write(final Path generation, final Configuration configuration) {
        try {
            Files.writeString(generation.resolve(ENGINE), configuration.engineText());
            Files.writeString(generation.resolve(VENUE), configuration.venueText());
            writeStops(generation.resolve(STOPS), configuration.stopTexts());
        } catch (final IOException e) {
            throw JournalFailure.of("can't write the configuration into", generation, e);
        }
    }

    private static void writeStops(final Path folder, final Map<String, String> texts) throws IOException {
        if (!texts.isEmpty()) {
            Files.createDirectory(folder);
        }
        for (final Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(folder.resolve(text.getKey() + YAML), text.getValue());
        }
    }

    private static Map<String, String> readStops(final Path folder) throws IOException {
        final Map<String, String> texts = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + YAML)) {
                for (final Path file : files) {
                    texts.put(file.getFileName().toString().replace(YAML, ""), Files.readString(file));
                }
            }
        }
        return texts;
    }

    /** Reads what {@link #write} wrote. */
    public static Configuration read(final Path generation) {
        try {
            return ConfigLoader.parse(
                    generation.toString(),
                    Files.readString(generation.resolve(ENGINE)),
                    Files.readString(generation.resolve(VENUE)),
                    readStops(generation.resolve(STOPS)));
        } catch (final IOException e) {
            throw JournalFailure.of("can't read the configuration in", generation, e);
        }
    }
}
