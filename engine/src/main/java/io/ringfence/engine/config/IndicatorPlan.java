package io.ringfence.engine.config;

import io.ringfence.engine.feature.FeatureSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is computed of every bar, each feature once per timeframe however many ask for it, and where the declared values lie in a
 * slot's row: a place each, of closed and live ones apart. Immutable; the sets it makes are the caller's.
 */
public final class IndicatorPlan {
    /** Places of a slot's row. */
    public static final int MAX_PLACES = 256;

    private final IndicatorSettings settings;
    private final List<Map<String, DeclaredIndicator>> features = new ArrayList<>();
    private final Map<String, Integer> placesOf = new LinkedHashMap<>();
    private final List<List<DeclaredIndicator>> byReader;

    /**
     * A declared value of one timeframe.
     *
     * @param columnName of the timeframe's feature set
     * @param place      in the slot's row
     */
    public record Placed(String columnName, int place) {}

    /**
     * @param byReader what every reader of values declared; several may want the same
     * @throws InvalidSetting if there are more values than a slot has places for
     */
    public IndicatorPlan(final IndicatorSettings settings, final List<List<DeclaredIndicator>> byReader) {
        this.settings = settings;
        this.byReader = List.copyOf(byReader);
        for (int i = 0; i < settings.timeframes().size(); i++) {
            features.add(new LinkedHashMap<>());
            settings.standard(settings.timeframes().get(i)).forEach(this::addFeature);
        }
        for (final List<DeclaredIndicator> declared : byReader) {
            for (final DeclaredIndicator one : declared) {
                addFeature(one);
                placesOf.putIfAbsent(one.text(), placesOf.size());
            }
        }
        Range.check("strategies (declared indicators)", placesOf.size(), 0, MAX_PLACES);
    }

    private void addFeature(final DeclaredIndicator one) {
        features.get(timeframe(one)).putIfAbsent(one.named().name(), one);
    }

    private int timeframe(final DeclaredIndicator one) {
        return settings.indexOf(one.timeframe(), "indicators");
    }

    /** How many timeframes there are. */
    public int timeframes() {
        return features.size();
    }

    /** A set of all features of one timeframe: the standard ones, then the declared ones. */
    public FeatureSet set(final int timeframe) {
        return new FeatureSet(features.get(timeframe).values().stream()
                .map(DeclaredIndicator::named)
                .toList());
    }

    /** The columns of {@link #set} that every {@code BarClosed} holds: fast EMA, slow EMA, ATR, RSI. */
    public int[] standardColumns(final int timeframe) {
        final List<String> names = set(timeframe).columnNames();
        return settings.standard(settings.timeframes().get(timeframe)).stream()
                .mapToInt(one -> names.indexOf(one.columnName()))
                .toArray();
    }

    /** How many read values: the strategies, in their order. */
    public int readers() {
        return byReader.size();
    }

    /** The values that {@code reader} wants of closed bars of a timeframe. */
    public List<Placed> closed(final int reader, final int timeframe) {
        return placed(reader, timeframe, false);
    }

    /** The values that {@code reader} wants with the forming candle of a timeframe. */
    public List<Placed> live(final int reader, final int timeframe) {
        return placed(reader, timeframe, true);
    }

    private List<Placed> placed(final int reader, final int timeframe, final boolean live) {
        return byReader.get(reader).stream()
                .filter(one -> one.live() == live && timeframe(one) == timeframe)
                .map(one -> new Placed(one.columnName(), place(one)))
                .toList();
    }

    /** Where {@code declared}'s value lies in a slot's row. */
    public int place(final DeclaredIndicator declared) {
        return placesOf.get(declared.text());
    }

    /** All declared values, each once, by their text. */
    public List<DeclaredIndicator> declared() {
        final Map<String, DeclaredIndicator> byText = new TreeMap<>();
        byReader.forEach(reader -> reader.forEach(one -> byText.put(one.text(), one)));
        return List.copyOf(byText.values());
    }

    /** How many places are taken. */
    public int places() {
        return placesOf.size();
    }

    /** Everything that the state of the features depends on. */
    @Override
    public String toString() {
        return features.stream().map(Map::keySet).toList() + " " + settings.gapLimit() + " "
                + settings.reference().orElse("");
    }
}
