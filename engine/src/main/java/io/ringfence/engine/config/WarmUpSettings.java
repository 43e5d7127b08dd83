package io.ringfence.engine.config;

/**
 * How the indicators get to know the past.
 *
 * @param candles that are told of each instrument and timeframe at the start, 0 to 1500; 0: none, own candles alone count
 */
public record WarmUpSettings(@Default("0") int candles) {
    private static final int MOST = 1_500;

    public WarmUpSettings {
        Range.check("warmUp.candles", candles, 0, MOST);
    }
}
