package io.ringfence.engine.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration that a generation ran with, as files in its folder. */
public final class RecordedConfiguration {
    private static final String ENGINE = "engine.yaml";
    private static final String VENUE = "venue.yaml";

    private RecordedConfiguration() {}

    /** Writes both texts into the folder of a generation that is just starting. */
    public static void write(final Path generation, final Configuration configuration) {
        try {
            Files.writeString(generation.resolve(ENGINE), configuration.engineText());
            Files.writeString(generation.resolve(VENUE), configuration.venueText());
        } catch (final IOException e) {
            throw new UncheckedIOException("can't write the configuration into " + generation, e);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static Configuration read(final Path generation) {
        try {
            return ConfigLoader.parse(
                    generation.toString(),
                    Files.readString(generation.resolve(ENGINE)),
                    Files.readString(generation.resolve(VENUE)));
        } catch (final IOException e) {
            throw new UncheckedIOException("can't read the configuration in " + generation, e);
        }
    }
}
