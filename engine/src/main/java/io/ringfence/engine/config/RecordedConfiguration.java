package io.ringfence.engine.config;

import io.ringfence.journal.log.Disk;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /** Writes the texts into the folder of a generation that is just starting; on the disk when this returns. */
    public static void write(final Path generation, final Configuration configuration, final Disk disk) {
        try {
            write(generation.resolve(ENGINE), configuration.engineText(), disk);
            write(generation.resolve(VENUE), configuration.venueText(), disk);
            writeStops(generation.resolve(STOPS), configuration.stopTexts(), disk);
        } catch (final IOException e) {
            throw JournalFailure.of("can't write the configuration into", generation, e);
        }
    }

    private static void write(final Path file, final String text, final Disk disk) throws IOException {
        WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8), disk);
    }

    private static void writeStops(final Path folder, final Map<String, String> texts, final Disk disk)
            throws IOException {
        if (!texts.isEmpty()) {
            Files.createDirectory(folder);
            disk.forceDirectory(folder.getParent());
        }
        for (final Map.Entry<String, String> text : texts.entrySet()) {
            write(folder.resolve(text.getKey() + YAML), text.getValue(), disk);
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
