package io.ringfence.engine.config;

import io.ringfence.journal.message.MarketKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The stop profiles that an engine file names, and their texts. Filled and used while that file is being read. */
final class StopFiles {
    private static final String FOLDER = "stops";
    private static final String NAME_FORM = "[a-z0-9-]{1,32}";

    private final Function<String, ConfigSource> sources;
    private final List<String> known;
    private final Map<String, ConfigText> texts = new LinkedHashMap<>();
    private final Map<String, String> written = new TreeMap<>();
    private final Map<String, StopProfile> profiles = new LinkedHashMap<>();

    private StopFiles(final Function<String, ConfigSource> sources, final List<String> known) {
        this.sources = sources;
        this.known = known;
    }

    /** The files in the folder {@code stops} beside {@code source}. */
    static StopFiles beside(final ConfigSource source) {
        return new StopFiles(name -> source.sibling(FOLDER + "/" + name + ".yaml"), source.names(FOLDER));
    }

    /** Texts that were kept, by name. */
    static StopFiles kept(final String place, final Map<String, String> texts) {
        return new StopFiles(
                name -> new ConfigSource.Text(place + "/" + FOLDER + "/" + name + ".yaml", texts.get(name)),
                texts.keySet().stream().sorted().toList());
    }

    /** @throws InvalidSetting with {@code key} if there is no such file */
    StopProfiles.Choice load(final String name, final String key) {
        if (!name.matches(NAME_FORM)) {
            throw new InvalidSetting(key, name, "must be a file's name: 1 to 32 small letters, digits or -");
        }
        final StopProfile profile = profiles.computeIfAbsent(name, unread -> read(unread, key));
        return new StopProfiles.Choice(name, profile);
    }

    private StopProfile read(final String name, final String key) {
        final ConfigSource source = sources.apply(name);
        if (!source.exists()) {
            throw new InvalidSetting(
                    key,
                    name,
                    "there is no file " + source.name() + "; there are: " + String.join(", ", known)
                            + Suggestion.of(name, known));
        }
        final ConfigText text = ConfigText.of(source);
        texts.put(name, text);
        written.put(name, source.text());
        return RecordBinder.bind(text, StopProfile.class);
    }

    /** As they were read, by name. */
    Map<String, String> written() {
        return written;
    }

    /** Whether profiles fit the rest of the configuration; said with file and line of the profile. */
    void check(final EngineConfig engine, final ConfigText engineText) {
        check(engine.stop().standard(), engine, engineText);
        engine.stop().byInstrument().forEach((symbol, choice) -> {
            check(choice, engine, engineText);
            if (!engine.choice().takes(symbol)) {
                throw engineText.mistake(new InvalidSetting(
                        "stop.byInstrument." + symbol,
                        choice.name(),
                        "is for none of instruments: "
                                + engine.instruments().stream().collect(Collectors.joining(", "))
                                + Suggestion.of(symbol, engine.instruments())));
            }
        });
    }

    private void check(final StopProfiles.Choice choice, final EngineConfig engine, final ConfigText engineText) {
        final ConfigText file = texts.get(choice.name());
        choice.profile().timeframes().forEach((key, timeframe) -> {
            if (!engine.indicators().timeframes().contains(timeframe)) {
                throw (file == null ? engineText : file)
                        .mistake(new InvalidSetting(
                                file == null ? "stop.timeframe" : key,
                                timeframe,
                                "must be one of indicators.timeframes="
                                        + engine.indicators().timeframes()));
            }
        });
        checkCurrency(choice.profile().hard().distance(), engine.account().currency(), file);
    }

    /** A stop that listens to what never comes would never fire. */
    void checkTriggers(final VenueConfig venue) {
        profiles.forEach((name, profile) -> {
            if (profile.trigger() == StopTrigger.MARK && venue.kind().market() == MarketKind.SPOT) {
                throw texts.get(name)
                        .mistake(new InvalidSetting(
                                "trigger",
                                "mark",
                                "must be quote or trade: venue " + venue.name() + " has no mark prices"));
            }
        });
    }

    private static void checkCurrency(final Measure distance, final String currency, final ConfigText file) {
        if (distance instanceof Measure.Amount amount && !amount.currency().equals(currency)) {
            throw file.mistake(
                    new InvalidSetting("hard.distance", distance, "must be in account.currency=" + currency));
        }
    }
}
