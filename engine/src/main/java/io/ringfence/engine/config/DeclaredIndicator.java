package io.ringfence.engine.config;

import io.ringfence.engine.feature.Column;
import io.ringfence.engine.feature.FeatureCatalogue;
import io.ringfence.engine.feature.NamedFeature;
import io.ringfence.engine.feature.Unit;
import java.util.List;
import java.util.Map;

/**
 * A value that somebody wants of every bar of a timeframe.
 *
 * @param feature    of the catalogue: {@code bollinger}
 * @param parameters by name; the others are as usual
 * @param column     of the feature: {@code upper}; empty where it has but one
 * @param live       whether it is wanted with the forming candle, too
 */
public record DeclaredIndicator(
        Timeframe timeframe, String feature, Map<String, Double> parameters, String column, boolean live) {
    private static final long MS = 1_000_000L;

    public DeclaredIndicator {
        parameters = Map.copyOf(parameters);
    }

    /** @throws IllegalArgumentException if there is no such feature, parameter or column, naming what there is */
    public static DeclaredIndicator checked(
            final Timeframe timeframe,
            final String feature,
            final Map<String, Double> parameters,
            final String column,
            final boolean live) {
        final DeclaredIndicator declared = new DeclaredIndicator(timeframe, feature, parameters, column, live);
        final List<String> columns = declared.named().feature().columns().stream()
                .map(one -> one.name())
                .toList();
        if (!columns.contains(column)) {
            throw new IllegalArgumentException(
                    "feature " + feature + " has no column '" + column + "'; it has: " + String.join(", ", columns));
        }
        return declared;
    }

    /** The feature, made anew. */
    NamedFeature named() {
        return FeatureCatalogue.kind(feature).with(parameters, timeframe.ns() / MS);
    }

    /** As in the header of the {@code indicators} command: {@code bollinger_20_2_upper}. */
    public String columnName() {
        final String name = named().name();
        return column.isEmpty() ? name : name + "_" + column;
    }

    /** As {@code why} shows it: {@code bollinger_20_2_upper 15m}, with {@code live} behind it if it is. */
    public String text() {
        return columnName() + " " + timeframe + (live ? " live" : "");
    }

    /** Whether it is in price units. */
    public boolean isPrice() {
        return theColumn().unit() == Unit.PRICE;
    }

    /** How many closed bars of the timeframe it needs. */
    public int warmUpBars() {
        return theColumn().warmUpBars();
    }

    private Column theColumn() {
        return named().feature().columns().stream()
                .filter(one -> one.name().equals(column))
                .findFirst()
                .orElseThrow();
    }
}
