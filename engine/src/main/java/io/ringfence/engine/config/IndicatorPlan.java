package io.ringfence.engine.config;

import io.ringfence.engine.feature.FeatureSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is computed of every bar, each feature once per timeframe however many ask for it, and where the declared values lie in a
 * slot's row: a place each, closed ones and live ones apart. Immutable; the sets it makes are the caller's.
 */
public final class IndicatorPlan {
    /** Places of a slot's row. */
    public static final int MAX_PLACES = 256;

    private final IndicatorSettings settings;
    private final List<Map<String, DeclaredIndicator>> features = new ArrayList<>();
    private final List<List<Placed>> closed = new ArrayList<>();
    private final List<List<Placed>> live = new ArrayList<>();
    private final int places;

    /**
     * A declared value of one timeframe.
     *
     * @param columnName of the timeframe's feature set
     * @param place      in the slot's row
     */
    public record Placed(String columnName, int place) {}

    /**
     * @param declared by whoever reads values; the same one may be there more than once
     * @throws InvalidSetting if there are more than a slot has places for
     */
    public IndicatorPlan(final IndicatorSettings settings, final List<DeclaredIndicator> declared) {
        this.settings = settings;
        for (int i = 0; i < settings.timeframes().size(); i++) {
            features.add(new LinkedHashMap<>());
            closed.add(new ArrayList<>());
            live.add(new ArrayList<>());
            settings.standard(settings.timeframes().get(i)).forEach(this::addFeature);
        }
        int next = 0;
        for (final DeclaredIndicator one : declared) {
            addFeature(one);
            final List<Placed> placed = placed(one);
            if (place(placed, one) < 0) {
                placed.add(new Placed(one.columnName(), next++));
            }
        }
        places = next;
        Range.check("indicators (declared values, closed and live)", places, 0, MAX_PLACES);
    }

    private void addFeature(final DeclaredIndicator one) {
        features.get(timeframe(one)).putIfAbsent(one.named().name(), one);
    }

    private int timeframe(final DeclaredIndicator one) {
        return settings.indexOf(one.timeframe(), "indicators");
    }

    private List<Placed> placed(final DeclaredIndicator one) {
        return (one.live() ? live : closed).get(timeframe(one));
    }

    private static int place(final List<Placed> placed, final DeclaredIndicator one) {
        final String name = one.columnName();
        return placed.stream()
                .filter(candidate -> candidate.columnName().equals(name))
                .mapToInt(Placed::place)
                .findFirst()
                .orElse(-1);
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

    /** The values wanted of closed bars of that timeframe. */
    public List<Placed> closed(final int timeframe) {
        return List.copyOf(closed.get(timeframe));
    }

    /** The values wanted with the forming candle of that timeframe. */
    public List<Placed> live(final int timeframe) {
        return List.copyOf(live.get(timeframe));
    }

    /** Where {@code declared}'s value lies in a slot's row. */
    public int place(final DeclaredIndicator declared) {
        return place(placed(declared), declared);
    }

    /** How many places are taken. */
    public int places() {
        return places;
    }

    /** Everything that the state of the features depends on. */
    @Override
    public String toString() {
        return features.stream().map(Map::keySet).toList() + " " + settings.gapLimit();
    }
}
