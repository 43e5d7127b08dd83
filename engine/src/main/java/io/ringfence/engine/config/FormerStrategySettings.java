package io.ringfence.engine.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The strategy as it was configured when there was but one, the EMA cross, whose lengths stood in {@code indicators}; journals of that time
 * hold it.
 *
 * @param name        {@code ema-cross}
 * @param timeframe   one of indicators.timeframes
 * @param rsiLongMax  a cross up with a higher RSI is no signal, 0 to 100
 * @param rsiShortMin a cross down with a lower RSI is no signal, 0 to 100
 * @param allowShort  whether a cross down opens a short position; otherwise it only goes flat
 */
public record FormerStrategySettings(
        String name,
        Timeframe timeframe,
        @Default("100") double rsiLongMax,
        @Default("0") double rsiShortMin,
        @Default("false") boolean allowShort) {
    public static final String EMA_CROSS = "ema-cross";

    public FormerStrategySettings {
        if (!EMA_CROSS.equals(name)) {
            throw new InvalidSetting(
                    "strategy.name",
                    name,
                    "must be " + EMA_CROSS + " here; others go below strategies: [{name: " + name + "}]");
        }
        Range.check("strategy.rsiLongMax", rsiLongMax, 0, 100);
        Range.check("strategy.rsiShortMin", rsiShortMin, 0, 100);
    }

    /** The parameters of the strategy that does the same. */
    public StrategyParameters parameters(final IndicatorSettings indicators) {
        final Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("timeframe", timeframe.text());
        parameters.put("fast", String.valueOf(indicators.emaFast()));
        parameters.put("slow", String.valueOf(indicators.emaSlow()));
        parameters.put("rsi", String.valueOf(indicators.rsi()));
        parameters.put("atr", String.valueOf(indicators.atr()));
        parameters.put("rsiLongMax", String.valueOf(rsiLongMax));
        parameters.put("rsiShortMin", String.valueOf(rsiShortMin));
        parameters.put("allowShort", String.valueOf(allowShort));
        return new StrategyParameters(parameters);
    }

    /** The strategy that does the same on all instruments. */
    public Strategies strategies(final IndicatorSettings indicators) {
        return Strategies.of(StrategyChoice.of(
                "strategy.", new StrategySettings(name, List.of(), parameters(indicators), Optional.empty())));
    }
}
