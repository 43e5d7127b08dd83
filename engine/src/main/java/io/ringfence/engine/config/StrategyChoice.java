package io.ringfence.engine.config;

import io.ringfence.engine.plugin.StrategyCatalogue;
import io.ringfence.engine.strategy.Indicator;
import io.ringfence.engine.strategy.InvalidParameter;
import io.ringfence.engine.strategy.Series;
import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A strategy that the engine runs: which, on what, with which parameters. Immutable; makes as many as are needed. */
public final class StrategyChoice {
    private final String key;
    private final String name;
    private final List<String> instruments;
    private final Map<String, String> parameters;
    private final Optional<SizingSettings> sizing;
    private final StrategyCatalogue.Found found;
    private final List<DeclaredIndicator> declared;

    /**
     * A strategy just made, and what it declared.
     *
     * @param setup where it did
     */
    public record Made(Strategy strategy, Setup setup) {}

    private StrategyChoice(
            final String key,
            final String name,
            final List<String> instruments,
            final Map<String, String> parameters,
            final Optional<SizingSettings> sizing,
            final StrategyCatalogue.Found found) {
        this.key = key;
        this.name = name;
        this.instruments = List.copyOf(instruments);
        this.parameters = parameters;
        this.sizing = sizing;
        this.found = found;
        declared = declared(checked().setup());
    }

    /**
     * Of the strategies that are installed.
     *
     * @param key what stands before the names of its parameters in the file
     * @throws InvalidSetting if there is none of that name, or a parameter can't be
     */
    static StrategyChoice of(final String key, final StrategySettings settings) {
        final StrategyCatalogue installed = StrategyCatalogue.installed();
        final StrategyCatalogue.Found found = installed
                .find(settings.name())
                .orElseThrow(() -> new InvalidSetting(
                        key.replaceFirst("parameters\\.$", "") + "name",
                        settings.name(),
                        "is unknown; there are: " + String.join(", ", installed.names())
                                + Suggestion.of(settings.name(), installed.names())));
        return new StrategyChoice(
                key,
                settings.name(),
                settings.instruments(),
                settings.parameters().byName(),
                settings.sizing(),
                found);
    }

    /**
     * Of a strategy at hand, for tests of strategies.
     *
     * @param instruments symbols; empty means all
     */
    public static StrategyChoice of(
            final StrategyCatalogue.Found found, final List<String> instruments, final Map<String, String> parameters) {
        return new StrategyChoice("parameters.", found.kind().name(), instruments, parameters, Optional.empty(), found);
    }

    /** The same with another sizing. */
    public StrategyChoice withSizing(final SizingSettings other) {
        return new StrategyChoice(key, name, instruments, parameters, Optional.of(other), found);
    }

    private Made checked() {
        try {
            final Made made = make();
            for (final String unasked : made.setup().unasked()) {
                throw new InvalidSetting(
                        key + unasked,
                        parameters.get(unasked),
                        "strategy " + name + " has no such parameter; it has: "
                                + String.join(", ", made.setup().asked())
                                + Suggestion.of(unasked, made.setup().asked()));
            }
            return made;
        } catch (final InvalidParameter invalid) {
            final String written = parameters.getOrDefault(invalid.parameter(), "");
            throw new InvalidSetting(
                    key + invalid.parameter(),
                    written,
                    invalid.getMessage().replaceFirst("^\\Q" + invalid.parameter() + "=\\E[^:]*: ", ""));
        }
    }

    /** Makes one with what it declares; for one run or replay. */
    public Made make() {
        final Setup setup = new Setup(parameters);
        try {
            return new Made(found.kind().make(setup), setup);
        } catch (final InvalidParameter e) {
            throw e;
        } catch (final RuntimeException | LinkageError e) {
            // A plug-in's code, perhaps built against another version.
            throw new InvalidSetting(
                    key + "name", name, "strategy of " + found.origin() + " can't be made: " + told(e));
        }
    }

    private static String told(final Throwable e) {
        return e instanceof IllegalArgumentException ? e.getMessage() : e.toString();
    }

    private List<DeclaredIndicator> declared(final Setup setup) {
        return setup.indicators().stream().map(this::declared).toList();
    }

    private DeclaredIndicator declared(final Indicator one) {
        try {
            return DeclaredIndicator.checked(
                    timeframe(one.series()), one.feature(), one.parameters(), one.column(), one.live());
        } catch (final InvalidSetting e) {
            throw e;
        } catch (final IllegalArgumentException e) {
            throw new InvalidSetting(key + "name", name, "can't be made with these parameters: " + e.getMessage());
        }
    }

    /** The timeframe of {@code series}. */
    public Timeframe timeframe(final Series series) {
        try {
            return Timeframe.valueOf(series.timeframe());
        } catch (final IllegalArgumentException e) {
            throw new InvalidSetting(key + series.key(), series.timeframe(), "is no length of time: 1s, 5m, 4h, 1d");
        }
    }

    /** @throws InvalidSetting if a timeframe that it needs isn't configured */
    void check(final IndicatorSettings indicators) {
        for (final Series series : make().setup().series()) {
            indicators.indexOf(timeframe(series), key + series.key());
        }
    }

    /** As it is configured. */
    public String name() {
        return name;
    }

    /** Where it comes from: {@code shipped}, or a jar's name. */
    public String origin() {
        return found.origin();
    }

    /** Of the jar's bytes; 0 of a shipped one. */
    public long codeHash() {
        return found.codeHash();
    }

    /** Symbols; empty means all. */
    public List<String> instruments() {
        return instruments;
    }

    /** As written, by name. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** If not as everybody's. */
    public Optional<SizingSettings> sizing() {
        return sizing;
    }

    /** The values it wants, in the order of its indicators. */
    public List<DeclaredIndicator> declared() {
        return declared;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof StrategyChoice choice
                && toString().equals(choice.toString())
                && sizing.equals(choice.sizing);
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** Everything that the meaning of its state depends on. */
    @Override
    public String toString() {
        return name + instruments + parameters + Long.toHexString(found.codeHash());
    }
}
