package io.ringfence.engine.feature;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.AwesomeOscillatorIndicator;
import org.ta4j.core.indicators.CCIIndicator;
import org.ta4j.core.indicators.CMOIndicator;
import org.ta4j.core.indicators.ChopIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.HMAIndicator;
import org.ta4j.core.indicators.PPOIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.StochasticRSIIndicator;
import org.ta4j.core.indicators.TripleEMAIndicator;
import org.ta4j.core.indicators.WMAIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.adx.MinusDIIndicator;
import org.ta4j.core.indicators.adx.PlusDIIndicator;
import org.ta4j.core.indicators.aroon.AroonDownIndicator;
import org.ta4j.core.indicators.aroon.AroonUpIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandWidthIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsLowerIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsMiddleIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsUpperIndicator;
import org.ta4j.core.indicators.bollinger.PercentBIndicator;
import org.ta4j.core.indicators.donchian.DonchianChannelMiddleIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.VolumeIndicator;
import org.ta4j.core.indicators.ichimoku.IchimokuKijunSenIndicator;
import org.ta4j.core.indicators.ichimoku.IchimokuSenkouSpanAIndicator;
import org.ta4j.core.indicators.ichimoku.IchimokuSenkouSpanBIndicator;
import org.ta4j.core.indicators.ichimoku.IchimokuTenkanSenIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelLowerIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelMiddleIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelUpperIndicator;
import org.ta4j.core.indicators.pivotpoints.PivotLevel;
import org.ta4j.core.indicators.pivotpoints.PivotPointIndicator;
import org.ta4j.core.indicators.pivotpoints.StandardReversalIndicator;
import org.ta4j.core.indicators.pivotpoints.TimeLevel;
import org.ta4j.core.indicators.statistics.SimpleLinearRegressionIndicator;
import org.ta4j.core.indicators.statistics.SimpleLinearRegressionIndicator.SimpleLinearRegressionType;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.indicators.supertrend.SuperTrendIndicator;
import org.ta4j.core.indicators.volume.ChaikinMoneyFlowIndicator;
import org.ta4j.core.indicators.volume.MoneyFlowIndexIndicator;
import org.ta4j.core.indicators.volume.OnBalanceVolumeIndicator;
import org.ta4j.core.indicators.volume.VWAPIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/** Against ta4j, on a stretch of the recorded month and on made series with flat, jumping and untraded stretches. */
class Ta4jParityTest {
    /** It seeds every smoothing with the first value alone; this many bars later nothing of that is left. */
    private static final int FORGOTTEN = 900;

    /** A series in both shapes. */
    private record Pair(Series ours, BarSeries theirs, ClosePriceIndicator close) {}

    private static Stream<Named<Pair>> series() {
        return Stream.concat(
                Stream.of(Named.of("recorded", pair(Series.recorded().first(12_000)))),
                Stream.of(1L, 2L, 3L).map(seed -> Named.of("seed " + seed, pair(Series.seeded(seed, 6_000)))));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsAverages(final Pair pair) {
        final Series ours = pair.ours();
        FeatureRun.of(ours, "sma").same(0, values(new SMAIndicator(pair.close(), 20)));
        FeatureRun.of(ours, "wma").same(0, values(new WMAIndicator(pair.close(), 20)));
        FeatureRun.of(ours, "hma").same(0, values(new HMAIndicator(pair.close(), 20)));
        FeatureRun.of(ours, "hma", "length", 9).same(0, values(new HMAIndicator(pair.close(), 9)));
        FeatureRun.of(ours, "ema").same(0, values(new EMAIndicator(pair.close(), 20)), FORGOTTEN);
        FeatureRun.of(ours, "tema").same(0, values(new TripleEMAIndicator(pair.close(), 20)), FORGOTTEN);
        FeatureRun.of(ours, "vwap_rolling").same(0, values(new VWAPIndicator(pair.theirs(), 20)));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsOscillators(final Pair pair) {
        final Series ours = pair.ours();
        FeatureRun.of(ours, "rsi").same(0, values(new RSIIndicator(pair.close(), 14)), FORGOTTEN);
        FeatureRun.of(ours, "cmo").same(0, where(values(new CMOIndicator(pair.close(), 14)), i -> moves(ours, i, 14)));
        FeatureRun.of(ours, "cci")
                .same(0, where(values(new CCIIndicator(pair.theirs(), 20)), i -> !still(ours, i, 20)));
        FeatureRun.of(ours, "ppo").same(0, values(new PPOIndicator(pair.close(), 12, 26)), FORGOTTEN);
        FeatureRun.of(ours, "awesome_oscillator").same(0, values(new AwesomeOscillatorIndicator(pair.theirs())));
    }

    /** Its running totals keep the roundings of a jump; the made series are held against a naive version. */
    @Test
    void shouldEqualItsMoneyFlowOnTheRecordedMonth() {
        final Pair pair = pair(Series.recorded().first(12_000));
        final double[] expected = values(new MoneyFlowIndexIndicator(pair.theirs(), 14));

        FeatureRun.of(pair.ours(), "mfi").same(0, where(expected, i -> flows(pair.ours(), i, 14)));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsStochasticRsi(final Pair pair) {
        final double[] rsi = values(new RSIIndicator(pair.close(), 14));
        final double[] expected = Arrays.stream(values(new StochasticRSIIndicator(pair.close(), 14)))
                .map(value -> 100 * value)
                .toArray();
        final IntPredicate moves =
                i -> i >= 27 && IntStream.rangeClosed(i - 13, i).anyMatch(k -> Math.abs(rsi[k] - rsi[i]) > 1e-3);

        FeatureRun.of(pair.ours(), "stochastic_rsi", "slowing", 1).same(0, where(expected, moves), FORGOTTEN);
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsBandsAndDeviations(final Pair pair) {
        final Series ours = pair.ours();
        final var middle = new BollingerBandsMiddleIndicator(new SMAIndicator(pair.close(), 20));
        final var deviation = new StandardDeviationIndicator(pair.close(), 20);
        final var upper = new BollingerBandsUpperIndicator(middle, deviation);
        final var lower = new BollingerBandsLowerIndicator(middle, deviation);
        final double[] width = Arrays.stream(values(new BollingerBandWidthIndicator(upper, middle, lower)))
                .map(value -> value / 100)
                .toArray();

        FeatureRun.of(ours, "standard_deviation").same(0, values(deviation));
        FeatureRun.of(ours, "bollinger")
                .same(0, values(upper))
                .same(1, values(middle))
                .same(2, values(lower))
                .same(3, width)
                .same(4, where(values(new PercentBIndicator(pair.close(), 20, 2)), i -> !flat(ours, i, 20)));
        FeatureRun.of(ours, "donchian").same(1, values(new DonchianChannelMiddleIndicator(pair.theirs(), 20)));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsRangesAndChannels(final Pair pair) {
        final Series ours = pair.ours();
        final var middle = new KeltnerChannelMiddleIndicator(pair.close(), 20);
        final var atr = new ATRIndicator(pair.theirs(), 10);

        FeatureRun.of(ours, "atr", "length", 10).same(0, values(atr), FORGOTTEN);
        FeatureRun.of(ours, "keltner")
                .same(0, values(new KeltnerChannelUpperIndicator(middle, atr, 2)), FORGOTTEN)
                .same(1, values(middle), FORGOTTEN)
                .same(2, values(new KeltnerChannelLowerIndicator(middle, atr, 2)), FORGOTTEN);
        FeatureRun.of(ours, "supertrend").same(0, values(new SuperTrendIndicator(pair.theirs(), 10, 3.0)), FORGOTTEN);
        FeatureRun.of(ours, "choppiness")
                .same(0, where(values(new ChopIndicator(pair.theirs(), 14, 100)), i -> ranges(ours, i, 14)));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsTrends(final Pair pair) {
        final Series ours = pair.ours();
        FeatureRun.of(ours, "adx")
                .same(0, values(new ADXIndicator(pair.theirs(), 14)), FORGOTTEN)
                .same(1, values(new PlusDIIndicator(pair.theirs(), 14)), FORGOTTEN)
                .same(2, values(new MinusDIIndicator(pair.theirs(), 14)), FORGOTTEN);
        FeatureRun.of(ours, "aroon")
                .same(0, values(new AroonUpIndicator(pair.theirs(), 25)))
                .same(1, values(new AroonDownIndicator(pair.theirs(), 25)));
        FeatureRun.of(ours, "linear_regression")
                .same(
                        0,
                        values(new SimpleLinearRegressionIndicator(pair.close(), 20, SimpleLinearRegressionType.SLOPE)))
                .same(1, values(new SimpleLinearRegressionIndicator(pair.close(), 20, SimpleLinearRegressionType.Y)));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsIchimoku(final Pair pair) {
        final var conversion = new IchimokuTenkanSenIndicator(pair.theirs(), 9);
        final var base = new IchimokuKijunSenIndicator(pair.theirs(), 26);

        FeatureRun.of(pair.ours(), "ichimoku")
                .same(0, values(conversion))
                .same(1, values(base))
                .same(2, values(new IchimokuSenkouSpanAIndicator(pair.theirs(), conversion, base, 26)))
                .same(3, values(new IchimokuSenkouSpanBIndicator(pair.theirs(), 52, 26)));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsVolumes(final Pair pair) {
        final Series ours = pair.ours();
        FeatureRun.of(ours, "obv").same(0, values(new OnBalanceVolumeIndicator(pair.theirs())));
        FeatureRun.of(ours, "volume_mean").same(0, values(new SMAIndicator(new VolumeIndicator(pair.theirs()), 20)));
        FeatureRun.of(ours, "cmf").same(0, values(new ChaikinMoneyFlowIndicator(pair.theirs(), 20)));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsPivotPoints(final Pair pair) {
        final var pivot = new PivotPointIndicator(pair.theirs(), TimeLevel.DAY);
        final FeatureRun run = FeatureRun.of(pair.ours(), "pivot_points");
        final PivotLevel[] levels = {
            PivotLevel.RESISTANCE_1, PivotLevel.SUPPORT_1,
            PivotLevel.RESISTANCE_2, PivotLevel.SUPPORT_2,
            PivotLevel.RESISTANCE_3, PivotLevel.SUPPORT_3
        };

        run.same(0, values(pivot), 1_440);
        for (int i = 0; i < levels.length; i++) {
            run.same(i + 1, values(new StandardReversalIndicator(pivot, levels[i])), 1_440);
        }
    }

    private static Pair pair(final Series series) {
        final BarSeries bars = new BaseBarSeriesBuilder()
                .withNumTypeOf(DoubleNum.class)
                .withMaxBarCount(Integer.MAX_VALUE)
                .build();
        for (int i = 0; i < series.length(); i++) {
            final Instant end = Instant.ofEpochMilli(series.timeMs()[i] + series.timeframeMs() - 1);
            bars.addBar(
                    Duration.ofMillis(series.timeframeMs()),
                    ZonedDateTime.ofInstant(end, ZoneOffset.UTC),
                    series.open()[i],
                    series.high()[i],
                    series.low()[i],
                    series.close()[i],
                    series.volume()[i]);
        }
        return new Pair(series, bars, new ClosePriceIndicator(bars));
    }

    private static double[] values(final Indicator<Num> indicator) {
        return IntStream.range(0, indicator.getBarSeries().getBarCount())
                .mapToDouble(i -> indicator.getValue(i).doubleValue())
                .toArray();
    }

    private static double[] where(final double[] values, final IntPredicate holds) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> holds.test(i) ? values[i] : FeatureRun.NONE)
                .toArray();
    }

    private static boolean moves(final Series series, final int i, final int n) {
        return i >= n && IntStream.rangeClosed(i - n, i).anyMatch(k -> series.close()[k] != series.close()[i]);
    }

    /** Whether the last n bars all stood still at one price. */
    private static boolean flat(final Series series, final int i, final int n) {
        return i >= n
                && IntStream.rangeClosed(i - n + 1, i)
                        .allMatch(k -> series.high()[k] == series.low()[k] && series.close()[k] == series.close()[i]);
    }

    /** Whether the last n bars hardly moved: a mean of rounded thirds tells little about so small distances from it. */
    private static boolean still(final Series series, final int i, final int n) {
        return i < n
                || IntStream.rangeClosed(i - n + 1, i)
                        .allMatch(k -> Math.abs(series.typical(k) - series.typical(i)) < 1e-4 * series.close()[i]);
    }

    private static boolean ranges(final Series series, final int i, final int n) {
        return i >= n && !flat(series, i, n);
    }

    private static boolean flows(final Series series, final int i, final int n) {
        return i >= n
                && IntStream.rangeClosed(i - n + 1, i)
                        .anyMatch(k -> series.volume()[k] > 0 && series.typical(k) != series.typical(k - 1));
    }
}
