package io.ringfence.engine.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * How instruments are ranked, and how many of them are selected: positions are opened in these alone.
 *
 * @param top       selected at once, 0 to 4096; 0: nothing is ranked
 * @param timeframe ranked at each close of a candle of it, one of {@code indicators.timeframes}; empty: the shortest
 * @param minVolume what an instrument must trade in a candle, mean of the last, quote asset; below it is never selected
 * @param exclude   symbols that are never selected
 * @param weights   of the criteria
 */
public record ScannerSettings(
        @Default("0") int top,
        Optional<Timeframe> timeframe,
        @Default("0") double minVolume,
        @Default("[]") List<String> exclude,
        @Default("{}") Weights weights) {
    private static final int MOST = 4_096;
    private static final double MOST_VOLUME = 1e15;

    /** Nothing is ranked. */
    public static final ScannerSettings OFF =
            new ScannerSettings(0, Optional.empty(), 0, List.of(), new Weights(1, 1, -1, 1, 0, 0, 0));

    /**
     * What each criterion counts, -100 to 100. Each but the correlation is a multiple of its mean over all instruments, up to 10.
     *
     * @param volume      traded in a candle, quote asset, mean of the last
     * @param volatility  ATR over price
     * @param spread      ask less bid over price; a cost, so below 0
     * @param trend       distance of the EMAs over price
     * @param momentum    distance of the RSI from 50
     * @param signal      strength of what the instrument's strategy wants, as it said last; 0 while that is flat
     * @param correlation of returns to the first instrument's, without sign, 0 to 1
     */
    public record Weights(
            @Default("1") double volume,
            @Default("1") double volatility,
            @Default("-1") double spread,
            @Default("1") double trend,
            @Default("0") double momentum,
            @Default("0") double signal,
            @Default("0") double correlation) {
        private static final double MOST_WEIGHT = 100;

        public Weights {
            check("volume", volume);
            check("volatility", volatility);
            check("spread", spread);
            check("trend", trend);
            check("momentum", momentum);
            check("signal", signal);
            check("correlation", correlation);
        }

        private static void check(final String key, final double weight) {
            Range.check("scanner.weights." + key, weight, -MOST_WEIGHT, MOST_WEIGHT);
        }
    }

    public ScannerSettings {
        exclude = List.copyOf(exclude);
        Range.check("scanner.top", top, 0, MOST);
        Range.check("scanner.minVolume", minVolume, 0, MOST_VOLUME);
    }

    /** @throws InvalidSetting if what is excluded isn't configured */
    void checkInstruments(final InstrumentChoice configured) {
        final HashSet<String> seen = new HashSet<>();
        for (int i = 0; i < exclude.size(); i++) {
            final String symbol = exclude.get(i);
            final String key = "scanner.exclude[" + i + "]";
            if (!configured.takes(symbol)) {
                throw new InvalidSetting(key, symbol, "is none of instruments" + configured.suggestion(symbol));
            }
            if (!seen.add(symbol)) {
                throw new InvalidSetting(key, symbol, "is there twice");
            }
        }
    }

    /** Whether anything is ranked. */
    public boolean isOn() {
        return top > 0;
    }

    /**
     * Index of the timeframe in the configured row.
     *
     * @throws InvalidSetting if it isn't there, or has no volume to rank by
     */
    int timeframeIn(final IndicatorSettings indicators) {
        final int index = timeframe
                .map(chosen -> indicators.indexOf(chosen, "scanner.timeframe"))
                .orElse(0);
        final Timeframe chosen = indicators.timeframes().get(index);
        if (isOn() && indicators.isOfMarks(chosen)) {
            throw new InvalidSetting(
                    "scanner.timeframe",
                    chosen,
                    "is built of mark prices, which have no volume; choose one of " + indicators.timeframes()
                            + " that isn't in indicators.markPrice");
        }
        return index;
    }
}
