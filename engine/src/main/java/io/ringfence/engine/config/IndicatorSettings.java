package io.ringfence.engine.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the {@code indicators} stage computes for every instrument.
 *
 * @param timeframes 1 to 8, ascending
 * @param emaFast    bars, at least 1, below emaSlow
 * @param emaSlow    bars
 * @param atr        bars, at least 1
 * @param rsi        bars, at least 1
 * @param grace      how long after a boundary, on the receive clock, a candle waits for its last trades
 * @param gapLimit   a silence longer than this marks the candle after it as gapped
 * @param markPrice  those of the timeframes whose candles are built of mark prices instead of trades
 * @param reference  the symbol that {@code reference_correlation} compares with; empty: that has no values
 */
public record IndicatorSettings(
        List<Timeframe> timeframes,
        @Default("12") int emaFast,
        @Default("26") int emaSlow,
        @Default("14") int atr,
        @Default("14") int rsi,
        @Default("250ms") Timeframe grace,
        @Default("5m") Timeframe gapLimit,
        Optional<String> reference,
        @Default("[]") List<Timeframe> markPrice) {
    public static final int MAX_TIMEFRAMES = 8;
    private static final int MAX_BARS = 5_000;

    public IndicatorSettings {
        timeframes = List.copyOf(timeframes);
        Range.check("indicators.timeframes (count)", timeframes.size(), 1, MAX_TIMEFRAMES);
        for (int i = 1; i < timeframes.size(); i++) {
            if (timeframes.get(i - 1).ns() >= timeframes.get(i).ns()) {
                throw new InvalidSetting("indicators.timeframes", timeframes, "must be ascending");
            }
        }
        markPrice = List.copyOf(markPrice);
        for (int i = 0; i < markPrice.size(); i++) {
            final String key = "indicators.markPrice[" + i + "]";
            if (!timeframes.contains(markPrice.get(i))) {
                throw new InvalidSetting(key, markPrice.get(i), "must be one of indicators.timeframes=" + timeframes);
            }
            if (markPrice.indexOf(markPrice.get(i)) < i) {
                throw new InvalidSetting(key, markPrice.get(i), "is there twice");
            }
        }
        Range.check("indicators.emaSlow", emaSlow, 2, MAX_BARS);
        Range.check("indicators.emaFast", emaFast, 1, emaSlow - 1);
        Range.check("indicators.atr", atr, 1, MAX_BARS);
        Range.check("indicators.rsi", rsi, 1, MAX_BARS);
    }

    /** Whether candles of {@code timeframe} are built of mark prices. */
    public boolean isOfMarks(final Timeframe timeframe) {
        return markPrice.contains(timeframe);
    }

    /** Without a reference, of trades alone. */
    public IndicatorSettings(
            final List<Timeframe> timeframes,
            final int emaFast,
            final int emaSlow,
            final int atr,
            final int rsi,
            final Timeframe grace,
            final Timeframe gapLimit) {
        this(timeframes, emaFast, emaSlow, atr, rsi, grace, gapLimit, Optional.empty(), List.of());
    }

    /** @throws InvalidSetting if the reference isn't configured */
    void checkInstruments(final InstrumentChoice configured) {
        if (reference.isPresent() && !configured.takes(reference.get())) {
            throw new InvalidSetting(
                    "indicators.reference",
                    reference.get(),
                    "is none of instruments" + configured.suggestion(reference.get()));
        }
    }

    /** What every {@code BarClosed} holds: fast EMA, slow EMA, ATR, RSI. */
    List<DeclaredIndicator> standard(final Timeframe timeframe) {
        return List.of(
                standard(timeframe, "ema", emaFast),
                standard(timeframe, "ema", emaSlow),
                standard(timeframe, "atr", atr),
                standard(timeframe, "rsi", rsi));
    }

    private static DeclaredIndicator standard(final Timeframe timeframe, final String feature, final int length) {
        return new DeclaredIndicator(timeframe, feature, Map.of("length", (double) length), "", false);
    }

    /** Index of {@code timeframe} in the configured row. */
    public int indexOf(final Timeframe timeframe, final String key) {
        final int index = timeframes.indexOf(timeframe);
        if (index < 0) {
            throw new InvalidSetting(key, timeframe, "must be one of indicators.timeframes=" + timeframes);
        }
        return index;
    }
}
