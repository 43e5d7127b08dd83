package io.ringfence.engine.config;

import io.ringfence.journal.message.MarketKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads configurations. Stateless. */
public final class ConfigLoader {
    private ConfigLoader() {}

    /**
     * Reads an engine file, and the venue file and the stop profiles that it names.
     *
     * @throws ConfigException with the first mistake: file, line, key, value and what is allowed
     */
    public static Configuration load(final Path file) {
        return load(new ConfigSource.OnDisk(file));
    }

    /**
     * As {@link #load(Path)}, with {@code scanner.top} as the command line says. The text that a generation keeps says so, too.
     *
     * @param top 1 to 4096
     */
    public static Configuration load(final Path file, final int top) {
        final ConfigSource written = new ConfigSource.OnDisk(file);
        final Configuration read = load(new ConfigSource.Edited(written, ScannerText.withTop(written, top)));
        if (read.engine().scanner().top() != top) {
            throw new ConfigException(written.name() + ": can't take --top " + top
                    + ": write scanner with keys of its own, not as a reference to others");
        }
        return read;
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
     * @param name      what messages call the place, for all texts
     * @param stopTexts of the stop profiles that the engine's text names, by name
     */
    public static Configuration parse(
            final String name, final String engineText, final String venueText, final Map<String, String> stopTexts) {
        final ConfigText text = ConfigText.of(new ConfigSource.Text(name + "/engine.yaml", engineText));
        final StopFiles stops = StopFiles.kept(name, stopTexts);
        return bound(engine(text, stops), stops, new ConfigSource.Text(name + "/venue.yaml", venueText), engineText);
    }

    /** {@link #parse(String, String, String, Map)} of an engine's text that names no stop profile. */
    public static Configuration parse(final String name, final String engineText, final String venueText) {
        return parse(name, engineText, venueText, Map.of());
    }

    /** Reads a venue file alone. */
    public static VenueConfig loadVenue(final Path file) {
        return RecordBinder.bind(ConfigText.of(new ConfigSource.OnDisk(file)), VenueConfig.class);
    }

    /** Reads a stop profile alone. */
    public static StopProfile loadStopProfile(final Path file) {
        return RecordBinder.bind(ConfigText.of(new ConfigSource.OnDisk(file)), StopProfile.class);
    }

    /**
     * Reads a stop profile's text.
     *
     * @param name what messages call it
     */
    public static StopProfile parseStopProfile(final String name, final String text) {
        return RecordBinder.bind(ConfigText.of(new ConfigSource.Text(name, text)), StopProfile.class);
    }

    private static Configuration load(final ConfigSource source) {
        final ConfigText text = ConfigText.of(source);
        final StopFiles stops = StopFiles.beside(source);
        final EngineConfig engine = engine(text, stops);
        return bound(engine, stops, venueSource(source, text, engine.venue()), recordable(engine, source, text));
    }

    /** The text without the webhook's secret: it goes into each generation, where others may read it, and no replay sends alarms. */
    private static String recordable(final EngineConfig engine, final ConfigSource source, final ConfigText text) {
        if (engine.alarms().webhook().isEmpty()) {
            return source.text();
        }
        final SecretAddress webhook = engine.alarms().webhook().get();
        final String written = webhook.uri().toString();
        if (!source.text().contains(written)) {
            throw text.mistake(
                    new InvalidSetting("alarms.webhook", webhook, "must be written in one piece and without escapes"));
        }
        return source.text().replace(written, webhook.toString());
    }

    private static EngineConfig engine(final ConfigText text, final StopFiles stops) {
        final EngineConfig engine = RecordBinder.bindEngine(text, stops);
        stops.check(engine, text);
        checkRisk(engine, text);
        return engine;
    }

    /** Limits for what isn't there would protect nothing. */
    private static void checkRisk(final EngineConfig engine, final ConfigText text) {
        final RiskSettings risk = engine.risk();
        risk.byInstrument().keySet().forEach(symbol -> requireInstrument(engine, text, "risk.byInstrument", symbol));
        engine.account()
                .leverage()
                .byInstrument()
                .keySet()
                .forEach(symbol -> requireInstrument(engine, text, "account.leverage.byInstrument", symbol));
        risk.groups()
                .forEach((name, group) -> group.instruments()
                        .forEach(symbol ->
                                requireInstrument(engine, text, "risk.groups." + name + ".instruments", symbol)));
        final List<String> names =
                engine.strategies().choices().stream().map(StrategyChoice::name).toList();
        for (final String strategy : risk.byStrategy().keySet()) {
            if (!names.contains(strategy)) {
                throw text.mistake(new InvalidSetting(
                        "risk.byStrategy", strategy, "is no strategy here; there is: " + String.join(", ", names)));
            }
        }
    }

    private static void requireInstrument(
            final EngineConfig engine, final ConfigText text, final String key, final String symbol) {
        if (!engine.choice().takes(symbol)) {
            throw text.mistake(new InvalidSetting(
                    key, symbol, "is none of instruments" + Suggestion.of(symbol, engine.instruments())));
        }
    }

    private static Configuration bound(
            final EngineConfig engine, final StopFiles stops, final ConfigSource venueSource, final String engineText) {
        final VenueConfig venue = RecordBinder.bind(ConfigText.of(venueSource), VenueConfig.class);
        if (venue.kind().market() == MarketKind.SPOT
                && !engine.indicators().markPrice().isEmpty()) {
            throw new ConfigException(venueSource.name() + ": venue " + venue.name()
                    + " has no mark prices, which indicators.markPrice="
                    + engine.indicators().markPrice() + " builds candles of");
        }
        stops.checkTriggers(venue);
        return new Configuration(engine, venue, engineText, venueSource.text(), stops.written());
    }

    private static ConfigSource venueSource(final ConfigSource source, final ConfigText text, final String venue) {
        final boolean path = venue.contains("/") || venue.endsWith(".yaml");
        final ConfigSource venueSource = source.sibling(path ? venue : "venues/" + venue + ".yaml");
        if (!venueSource.exists()) {
            throw text.mistake(new InvalidSetting(
                    "venue",
                    venue,
                    "there is no file " + venueSource.name() + "; there are: "
                            + String.join(", ", source.names("venues"))
                            + Suggestion.of(venue, source.names("venues"))));
        }
        return venueSource;
    }
}
