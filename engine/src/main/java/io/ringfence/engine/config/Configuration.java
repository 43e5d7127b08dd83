package io.ringfence.engine.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A checked configuration: the engine's with its stop profiles, its venue's, and the texts they were read from.
 *
 * @param engine     from the engine file
 * @param venue      from the venue file it names
 * @param engineText as it was read, but for what is secret in the webhook's address; goes into the generation
 * @param venueText  as it was read; goes into the generation
 * @param stopTexts  of the stop profiles in use, by name, as they were read; go into the generation
 */
public record Configuration(
        EngineConfig engine, VenueConfig venue, String engineText, String venueText, Map<String, String> stopTexts) {
    public Configuration {
        engine = engine.withTakerFee(venue.takerFee());
        stopTexts = Collections.unmodifiableMap(new TreeMap<>(stopTexts));
    }

    /** Of the texts; see {@link ConfigHash}. */
    public long hash() {
        final List<String> texts = new ArrayList<>(List.of(engineText, venueText));
        texts.addAll(stopTexts.values());
        return ConfigHash.of(texts.toArray(String[]::new));
    }

    /** The same with another engine part: what the command line changed. The texts stay what the files say. */
    public Configuration withEngine(final EngineConfig other) {
        return new Configuration(other, venue, engineText, venueText, stopTexts);
    }

    /** The same with another venue part. The texts stay what the files say. */
    public Configuration withVenue(final VenueConfig other) {
        return new Configuration(engine, other, engineText, venueText, stopTexts);
    }
}
