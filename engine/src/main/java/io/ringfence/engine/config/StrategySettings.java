package io.ringfence.engine.config;

/**
 * The EMA cross with RSI as filter.
 *
 * @param name       {@code ema-cross}
 * @param timeframe  one of indicators.timeframes
 * @param rsiLongMax a cross up with a higher RSI is no signal, 0 to 100
 * @param rsiShortMin a cross down with a lower RSI is no signal, 0 to 100
 * @param allowShort whether a cross down opens a short position; otherwise it only goes flat
 */
public record StrategySettings(
        String name,
        Timeframe timeframe,
        @Default("100") double rsiLongMax,
        @Default("0") double rsiShortMin,
        @Default("false") boolean allowShort) {
    public static final String EMA_CROSS = "ema-cross";

    public StrategySettings {
        if (!EMA_CROSS.equals(name)) {
            throw new InvalidSetting("strategy.name", name, "is unknown; allowed: " + EMA_CROSS);
        }
        Range.check("strategy.rsiLongMax", rsiLongMax, 0, 100);
        Range.check("strategy.rsiShortMin", rsiShortMin, 0, 100);
    }
}
