package io.ringfence.engine.strategy;

import java.util.LinkedHashMap;
import java.util.Map;

/** A feature that is being asked for: {@code series.feature("bollinger").with("length", 20).closed("upper")}. */
public final class Wanted {
    private final Setup setup;
    private final Series series;
    private final String feature;
    private final Map<String, Double> parameters = new LinkedHashMap<>();

    Wanted(final Setup setup, final Series series, final String feature) {
        this.setup = setup;
        this.series = series;
        this.feature = feature;
    }

    /** With that parameter; those that aren't told are as usual. */
    public Wanted with(final String parameter, final double value) {
        parameters.put(parameter, value);
        return this;
    }

    /** The value at the last close, of a feature that has but one. */
    public Indicator closed() {
        return closed("");
    }

    /** The value of {@code column} at the last close. */
    public Indicator closed(final String column) {
        return setup.indicator(series, feature, parameters, column, false);
    }

    /** The value as if the forming candle closed now, of a feature that has but one. Costs with every event that can change it. */
    public Indicator live() {
        return live("");
    }

    /** The value of {@code column} as if the forming candle closed now. */
    public Indicator live(final String column) {
        return setup.indicator(series, feature, parameters, column, true);
    }
}
