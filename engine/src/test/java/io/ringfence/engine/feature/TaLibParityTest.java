package io.ringfence.engine.feature;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against TA-Lib's Java port, on a recorded month and on made series with flat, jumping and untraded stretches. */
class TaLibParityTest {
    /** Where seeds differ, this many bars later nothing of them is left: (13 / 14)^600 is 5e-20. */
    private static final int FORGOTTEN = 600;

    private static Stream<Named<Series>> series() {
        return Stream.concat(
                Stream.of(Named.of("recorded", Series.recorded())),
                Stream.of(1L, 2L, 3L).map(seed -> Named.of("seed " + seed, Series.seeded(seed, 6_000))));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsAverages(final Series series) {
        final TaLib lib = new TaLib(series);
        for (final int n : new int[] {2, 20, 200}) {
            FeatureRun.of(series, "sma", "length", n).same(0, lib.sma(n));
            FeatureRun.of(series, "ema", "length", n).same(0, lib.ema(n));
            FeatureRun.of(series, "wma", "length", n).same(0, lib.wma(n));
            FeatureRun.of(series, "kama", "length", n).same(0, lib.kama(n));
            FeatureRun.of(series, "dema", "length", n).same(0, lib.dema(n));
            FeatureRun.of(series, "tema", "length", n).same(0, lib.tema(n));
        }
        FeatureRun.of(series, "trix", "length", 15).same(0, lib.trix(15));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsOscillators(final Series series) {
        final TaLib lib = new TaLib(series);
        final IntPredicate moves = window(series, 14, Series::high, Series::low);

        FeatureRun.of(series, "rsi").same(0, lib.rsi(14));
        final double[][] stochastic = lib.stochastic(14, 3, 3);
        FeatureRun.of(series, "stochastic")
                .same(0, where(stochastic[0], during(moves, 3)))
                .same(1, where(stochastic[1], during(moves, 5)));
        FeatureRun.of(series, "williams_r").same(0, where(lib.williamsR(14), moves));
        FeatureRun.of(series, "cci").same(0, lib.cci(20));
        FeatureRun.of(series, "roc").same(0, lib.roc(10));
        FeatureRun.of(series, "momentum").same(0, lib.momentum(10));
        FeatureRun.of(series, "ultimate_oscillator").same(0, lib.ultimate(7, 14, 28));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsStochasticRsi(final Series series) {
        final double[] rsi = new TaLib(series).rsi(14);
        final IntPredicate moves =
                i -> i >= 27 && IntStream.rangeClosed(i - 13, i).anyMatch(k -> Math.abs(rsi[k] - rsi[i]) > 1e-9);
        final double[][] expected = new TaLib(series).stochasticRsi(14, 14, 3);

        FeatureRun.of(series, "stochastic_rsi", "slowing", 1)
                .same(0, where(expected[0], moves))
                .same(1, where(expected[1], during(moves, 3)));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsConvergenceOnceSeedsAreForgotten(final Series series) {
        final TaLib lib = new TaLib(series);
        final double[][] macd = lib.macd(12, 26, 9);
        final double[] ppo = lib.ppo(12, 26);

        FeatureRun.of(series, "macd")
                .same(0, macd[0], FORGOTTEN)
                .same(1, macd[1], FORGOTTEN)
                .same(2, macd[2], FORGOTTEN);
        FeatureRun.of(series, "macd").same(0, difference(lib.ema(12), lib.ema(26)));
        FeatureRun.of(series, "ppo").same(0, ppo, FORGOTTEN);
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsRangesAndBands(final Series series) {
        final TaLib lib = new TaLib(series);
        FeatureRun.of(series, "true_range").same(0, lib.trueRange());
        FeatureRun.of(series, "atr").same(0, lib.atr(14));
        FeatureRun.of(series, "natr").same(0, lib.natr(14));
        FeatureRun.of(series, "donchian").same(0, lib.highest(20)).same(2, lib.lowest(20));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsTrends(final Series series) {
        final TaLib lib = new TaLib(series);
        final double[][] aroon = lib.aroon(25);

        FeatureRun.of(series, "parabolic_sar").same(0, lib.sar(0.02, 0.2));
        FeatureRun.of(series, "adx")
                .same(0, lib.adx(14), FORGOTTEN)
                .same(1, lib.plusDi(14), FORGOTTEN)
                .same(2, lib.minusDi(14), FORGOTTEN);
        FeatureRun.of(series, "aroon").same(0, aroon[1]).same(1, aroon[0]).same(2, lib.aroonOscillator(25));
        FeatureRun.of(series, "linear_regression").same(0, lib.slope(20)).same(1, lib.regression(20));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualItsVolumesAndCandles(final Series series) {
        final TaLib lib = new TaLib(series);
        final double first = series.volume()[0];
        final double[] obv =
                Arrays.stream(lib.obv()).map(value -> value - first).toArray();

        FeatureRun.of(series, "obv").same(0, obv);
        FeatureRun.of(series, "accumulation_distribution").same(0, lib.accumulation());
    }

    /** Its running sums of squares and flows lose digits after a jump; the made series are held against ta4j instead. */
    @Test
    void shouldEqualItsBandsAndMoneyFlowOnTheRecordedMonth() {
        final Series series = Series.recorded();
        final TaLib lib = new TaLib(series);
        final double[][] bands = lib.bollinger(20, 2);

        FeatureRun.of(series, "bollinger").same(0, bands[0]).same(1, bands[1]).same(2, bands[2]);
        FeatureRun.of(series, "standard_deviation").same(0, lib.deviation(20));
        FeatureRun.of(series, "mfi").same(0, where(lib.mfi(14), i -> flows(series, i, 14)));
    }

    /** TA-Lib wants both ends of the body beyond those of the bar before; a bar here often opens where the last one closed. */
    @Test
    void shouldEqualItsEngulfingWhereTheBodiesShareNoEnd() {
        final Series series = Series.seeded(4, 20_000);
        final double[] expected = where(
                new TaLib(series).engulfing(),
                i -> i > 0 && series.open()[i] != series.close()[i - 1] && series.close()[i] != series.open()[i - 1]);

        FeatureRun.of(series, "candle_pattern").sameWhereKnown(2, expected);
    }

    /** Where highest and lowest of the last n bars differ: TA-Lib says 0 where they don't, this engine the middle. */
    private static IntPredicate window(
            final Series series,
            final int n,
            final Function<Series, double[]> tops,
            final Function<Series, double[]> bottoms) {
        final double[] high = tops.apply(series);
        final double[] low = bottoms.apply(series);
        return i -> i >= n - 1
                && IntStream.rangeClosed(i - n + 1, i)
                                .mapToDouble(k -> high[k])
                                .max()
                                .orElseThrow()
                        > IntStream.rangeClosed(i - n + 1, i)
                                .mapToDouble(k -> low[k])
                                .min()
                                .orElseThrow();
    }

    /** Where {@code holds} held on each of the last {@code bars} bars. */
    private static IntPredicate during(final IntPredicate holds, final int bars) {
        return i -> IntStream.range(0, bars).allMatch(ago -> i >= ago && holds.test(i - ago));
    }

    private static boolean flows(final Series series, final int i, final int n) {
        return i >= n
                && IntStream.rangeClosed(i - n + 1, i)
                        .anyMatch(k -> series.volume()[k] > 0 && series.typical(k) != series.typical(k - 1));
    }

    private static double[] where(final double[] values, final IntPredicate holds) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> holds.test(i) ? values[i] : FeatureRun.NONE)
                .toArray();
    }

    private static double[] difference(final double[] a, final double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }
}
