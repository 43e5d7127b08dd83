package io.ringfence.engine.config;

import java.nio.file.Path;

/** Reads configurations. Stateless. */
public final class ConfigLoader {
    private ConfigLoader() {}

    /**
     * Reads an engine file and the venue file that it names.
     *
     * @throws ConfigException with the first mistake: file, line, key, value and what is allowed
     */
    public static Configuration load(final Path file) {
        return load(new ConfigSource.OnDisk(file));
    }

    /**
     * Reads an engine file of the copy of {@code config/} in the jar.
     *
     * @param name {@code demo.yaml}
     */
    public static Configuration loadShipped(final String name) {
        return load(new ConfigSource.InJar(name));
    }

    /**
     * Reads texts that were kept, as in a generation.
     *
     * @param name what messages call the place, for both texts
     */
    public static Configuration parse(final String name, final String engineText, final String venueText) {
        return bound(
                engine(new ConfigSource.Text(name + "/engine.yaml", engineText)),
                new ConfigSource.Text(name + "/venue.yaml", venueText),
                engineText);
    }

    /** Reads a venue file alone. */
    public static VenueConfig loadVenue(final Path file) {
        return RecordBinder.bind(ConfigText.of(new ConfigSource.OnDisk(file)), VenueConfig.class);
    }

    private static Configuration load(final ConfigSource source) {
        final ConfigText text = ConfigText.of(source);
        final EngineConfig engine = RecordBinder.bind(text, EngineConfig.class);
        return bound(engine, venueSource(source, text, engine.venue()), source.text());
    }

    private static EngineConfig engine(final ConfigSource source) {
        return RecordBinder.bind(ConfigText.of(source), EngineConfig.class);
    }

    private static Configuration bound(
            final EngineConfig engine, final ConfigSource venueSource, final String engineText) {
        final VenueConfig venue = RecordBinder.bind(ConfigText.of(venueSource), VenueConfig.class);
        return new Configuration(engine, venue, engineText, venueSource.text());
    }

    private static ConfigSource venueSource(final ConfigSource source, final ConfigText text, final String venue) {
        final boolean path = venue.contains("/") || venue.endsWith(".yaml");
        final ConfigSource venueSource = source.sibling(path ? venue : "venues/" + venue + ".yaml");
        if (!venueSource.exists()) {
            throw text.mistake(new InvalidSetting(
                    "venue",
                    venue,
                    "there is no file " + venueSource.name() + "; there are: "
                            + String.join(", ", source.venueNames())
                            + Suggestion.of(venue, source.venueNames())));
        }
        return venueSource;
    }
}
