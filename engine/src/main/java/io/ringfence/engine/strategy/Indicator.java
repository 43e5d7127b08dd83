package io.ringfence.engine.strategy;

import java.util.Map;

/**
 * A value that a strategy declared; {@link View#value} tells it.
 *
 * @param index      place among the strategy's indicators, in the order of declaration
 * @param series     the candles it is computed of
 * @param feature    of the catalogue: {@code bollinger}
 * @param parameters by name; the others are as usual
 * @param column     of the feature: {@code upper}; empty where it has but one
 * @param live       whether it counts the forming candle
 */
public record Indicator(
        int index, Series series, String feature, Map<String, Double> parameters, String column, boolean live) {
    public Indicator {
        parameters = Map.copyOf(parameters);
    }
}
