package io.ringfence.engine.config;

/**
 * A checked configuration: the engine's, its venue's, and the texts they were read from.
 *
 * @param engine     from the engine file
 * @param venue      from the venue file it names
 * @param engineText as it was read; goes into the generation
 * @param venueText  as it was read; goes into the generation
 */
public record Configuration(EngineConfig engine, VenueConfig venue, String engineText, String venueText) {
    /** Of the two texts; see {@link ConfigHash}. */
    public long hash() {
        return ConfigHash.of(engineText, venueText);
    }

    /** The same with another engine part: what the command line changed. The texts stay what the files say. */
    public Configuration withEngine(final EngineConfig other) {
        return new Configuration(other, venue, engineText, venueText);
    }

    /** The same with another venue part. The texts stay what the files say. */
    public Configuration withVenue(final VenueConfig other) {
        return new Configuration(engine, other, engineText, venueText);
    }
}
