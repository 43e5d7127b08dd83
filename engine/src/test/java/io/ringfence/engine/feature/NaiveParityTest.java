package io.ringfence.engine.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What no library has, or has otherwise, against versions over whole arrays, written from the formulas alone: every value
 * from the bars anew, nothing carried along.
 */
class NaiveParityTest {
    private static final double NONE = FeatureRun.NONE;

    private static Stream<Named<Series>> series() {
        return Stream.concat(
                Stream.of(Named.of("recorded", Series.recorded().first(6_000))),
                Stream.of(1L, 2L, 3L).map(seed -> Named.of("seed " + seed, Series.seeded(seed, 6_000))));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualNaiveEfficiencyAndMomentum(final Series s) {
        FeatureRun.of(s, "efficiency_ratio").same(0, from(s, 10, i -> {
            final double way = sum(i - 9, i, k -> Math.abs(s.close()[k] - s.close()[k - 1]));
            return way == 0 ? 0 : Math.abs(s.close()[i] - s.close()[i - 10]) / way;
        }));
        FeatureRun.of(s, "cmo").same(0, from(s, 14, i -> {
            final double up = sum(i - 13, i, k -> Math.max(0, s.close()[k] - s.close()[k - 1]));
            final double down = sum(i - 13, i, k -> Math.max(0, s.close()[k - 1] - s.close()[k]));
            return up + down == 0 ? 0 : 100 * (up - down) / (up + down);
        }));
        FeatureRun.of(s, "cci").same(0, from(s, 19, i -> {
            final double mean = sum(i - 19, i, s::typical) / 20;
            final double distance = sum(i - 19, i, k -> Math.abs(s.typical(k) - mean)) / 20;
            final double near = 1e-6 * mean;
            return distance == 0 ? 0 : distance < near ? NONE : (s.typical(i) - mean) / (0.015 * distance);
        }));
        FeatureRun.of(s, "mfi").same(0, from(s, 14, i -> {
            final double up = sum(i - 13, i, k -> s.typical(k) > s.typical(k - 1) ? s.typical(k) * s.volume()[k] : 0);
            final double down = sum(i - 13, i, k -> s.typical(k) < s.typical(k - 1) ? s.typical(k) * s.volume()[k] : 0);
            return up + down == 0 ? 50 : 100 * up / (up + down);
        }));
    }

    /** Where a range is nothing it is the middle; TA-Lib and ta4j have no answer there. */
    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualNaiveStochastics(final Series s) {
        final double[] fast = from(s, 13, i -> position(s.close()[i], lowest(s, i - 13, i), highest(s, i - 13, i)));
        final double[] k = from(s, 15, i -> sum(i - 2, i, at -> fast[at]) / 3);
        final double[] d = from(s, 17, i -> sum(i - 2, i, at -> k[at]) / 3);

        FeatureRun.of(s, "stochastic").same(0, k).same(1, d);
        FeatureRun.of(s, "williams_r").same(0, from(s, 13, i -> fast[i] - 100));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualNaiveStochasticRsi(final Series s) {
        final double[] rsi = rsi(s, 14);
        final double[] raw = from(s, 27, i -> {
            final double[] window = Arrays.copyOfRange(rsi, i - 13, i + 1);
            final double low = Arrays.stream(window).min().orElseThrow();
            final double high = Arrays.stream(window).max().orElseThrow();
            // Two ways of rounding tell nothing about a window that hardly moves.
            return high - low < 1e-9 ? 50 : high - low < 1e-3 ? NONE : position(rsi[i], low, high);
        });

        FeatureRun.of(s, "rsi").same(0, rsi);
        FeatureRun.of(s, "stochastic_rsi").same(0, from(s, 29, i -> sum(i - 2, i, at -> raw[at]) / 3));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualNaiveConvergences(final Series s) {
        final double[] fast = ema(s.close(), 0, 12);
        final double[] slow = ema(s.close(), 0, 26);
        final double[] macd = from(s, 25, i -> fast[i] - slow[i]);
        final double[] macdSignal = ema(macd, 25, 9);
        final double[] ppo = from(s, 25, i -> 100 * (fast[i] - slow[i]) / slow[i]);
        final double[] ppoSignal = ema(ppo, 25, 9);

        FeatureRun.of(s, "macd").same(0, macd).same(1, macdSignal).same(2, from(s, 33, i -> macd[i] - macdSignal[i]));
        FeatureRun.of(s, "ppo").same(0, ppo).same(1, ppoSignal).same(2, from(s, 33, i -> ppo[i] - ppoSignal[i]));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualNaiveTrueStrength(final Series s) {
        final double[] change = from(s, 1, i -> s.close()[i] - s.close()[i - 1]);
        final double[] way = from(s, 1, i -> Math.abs(change[i]));
        final double[] net = ema(ema(change, 1, 25), 25, 13);
        final double[] path = ema(ema(way, 1, 25), 25, 13);
        final double[] tsi = from(s, 37, i -> path[i] == 0 ? 0 : 100 * net[i] / path[i]);

        FeatureRun.of(s, "tsi").same(0, tsi).same(1, ema(tsi, 37, 7));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualNaiveDirectionalMovement(final Series s) {
        final double[] plus = from(s, 1, i -> {
            final double rise = s.high()[i] - s.high()[i - 1];
            return rise > 0 && rise > s.low()[i - 1] - s.low()[i] ? rise : 0;
        });
        final double[] minus = from(s, 1, i -> {
            final double fall = s.low()[i - 1] - s.low()[i];
            return fall > 0 && fall > s.high()[i] - s.high()[i - 1] ? fall : 0;
        });
        final double[] up = wilder(plus, 1, 14);
        final double[] down = wilder(minus, 1, 14);
        final double[] range = wilder(from(s, 1, i -> trueRange(s, i)), 1, 14);
        final double[] index =
                from(s, 14, i -> up[i] + down[i] == 0 ? 0 : 100 * Math.abs(up[i] - down[i]) / (up[i] + down[i]));

        FeatureRun.of(s, "adx")
                .same(0, wilder(index, 14, 14))
                .same(1, from(s, 14, i -> range[i] == 0 ? 0 : 100 * up[i] / range[i]))
                .same(2, from(s, 14, i -> range[i] == 0 ? 0 : 100 * down[i] / range[i]));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualNaiveVortexAndUltimate(final Series s) {
        FeatureRun.of(s, "vortex")
                .same(
                        0,
                        from(
                                s,
                                14,
                                i -> ratio(
                                        sum(i - 13, i, k -> Math.abs(s.high()[k] - s.low()[k - 1])),
                                        sum(i - 13, i, k -> trueRange(s, k)))))
                .same(
                        1,
                        from(
                                s,
                                14,
                                i -> ratio(
                                        sum(i - 13, i, k -> Math.abs(s.low()[k] - s.high()[k - 1])),
                                        sum(i - 13, i, k -> trueRange(s, k)))));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualNaiveSupertrend(final Series s) {
        final double[] atr = wilder(from(s, 1, i -> trueRange(s, i)), 1, 10);
        final double[] line = new double[s.length()];
        final double[] trend = new double[s.length()];
        final double[] upper = new double[s.length()];
        final double[] lower = new double[s.length()];
        for (int i = 10; i < s.length(); i++) {
            final double middle = (s.high()[i] + s.low()[i]) / 2;
            upper[i] = middle + 3 * atr[i];
            lower[i] = middle - 3 * atr[i];
            trend[i] = s.close()[i] >= middle ? 1 : -1;
            if (i > 10) {
                upper[i] = s.close()[i - 1] > upper[i - 1] ? upper[i] : Math.min(upper[i], upper[i - 1]);
                lower[i] = s.close()[i - 1] < lower[i - 1] ? lower[i] : Math.max(lower[i], lower[i - 1]);
                trend[i] = trend[i - 1] > 0 ? (s.close()[i] < lower[i] ? -1 : 1) : s.close()[i] > upper[i] ? 1 : -1;
            }
            line[i] = trend[i] > 0 ? lower[i] : upper[i];
        }

        FeatureRun.of(s, "supertrend").same(0, line).same(1, trend);
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualNaiveKeltnerAndIchimoku(final Series s) {
        final double[] middle = ema(s.close(), 0, 20);
        final double[] atr = wilder(from(s, 1, i -> trueRange(s, i)), 1, 10);

        FeatureRun.of(s, "keltner")
                .same(0, from(s, 19, i -> middle[i] + 2 * atr[i]))
                .same(1, middle)
                .same(2, from(s, 19, i -> middle[i] - 2 * atr[i]));
        FeatureRun.of(s, "ichimoku").same(4, from(s, 25, i -> s.close()[i] - s.close()[i - 25]));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualNaiveDeviations(final Series s) {
        FeatureRun.of(s, "z_score").same(0, from(s, 19, i -> {
            final double deviation = deviation(s.close(), i, 20);
            return deviation == 0 ? 0 : (s.close()[i] - mean(s.close(), i, 20)) / deviation;
        }));
        FeatureRun.of(s, "bollinger").same(4, from(s, 19, i -> {
            final double half = 2 * deviation(s.close(), i, 20);
            return half == 0 ? 0.5 : (s.close()[i] - mean(s.close(), i, 20) + half) / (2 * half);
        }));
        FeatureRun.of(s, "linear_regression").same(2, from(s, 19, i -> {
            final double mean = mean(s.close(), i, 20);
            final double xy = sum(0, 19, k -> (k - 9.5) * (s.close()[i - 19 + k] - mean));
            final double xx = sum(0, 19, k -> (k - 9.5) * (k - 9.5));
            final double yy = sum(0, 19, k -> (s.close()[i - 19 + k] - mean) * (s.close()[i - 19 + k] - mean));
            return yy == 0 ? 0 : xy * xy / (xx * yy);
        }));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualNaiveVolatilities(final Series s) {
        FeatureRun.of(s, "volatility_close").same(0, from(s, 20, i -> {
            final double[] returns = IntStream.rangeClosed(i - 19, i)
                    .mapToDouble(k -> Math.log(s.close()[k]) - Math.log(s.close()[k - 1]))
                    .toArray();
            return deviation(returns, 19, 20) * Math.sqrt(20.0 / 19);
        }));
        FeatureRun.of(s, "volatility_parkinson")
                .same(
                        0,
                        from(
                                s,
                                19,
                                i -> Math.sqrt(sum(i - 19, i, k -> square(log(s.high()[k], s.low()[k])))
                                        / (20 * 4 * Math.log(2)))));
        FeatureRun.of(s, "volatility_garman_klass")
                .same(
                        0,
                        from(
                                s,
                                19,
                                i -> Math.sqrt(sum(
                                                i - 19,
                                                i,
                                                k -> 0.5 * square(log(s.high()[k], s.low()[k]))
                                                        - (2 * Math.log(2) - 1)
                                                                * square(log(s.close()[k], s.open()[k])))
                                        / 20)));
        FeatureRun.of(s, "volatility_rogers_satchell")
                .same(
                        0,
                        from(
                                s,
                                19,
                                i -> Math.sqrt(sum(
                                                i - 19,
                                                i,
                                                k -> log(s.high()[k], s.close()[k]) * log(s.high()[k], s.open()[k])
                                                        + log(s.low()[k], s.close()[k]) * log(s.low()[k], s.open()[k]))
                                        / 20)));
        FeatureRun.of(s, "choppiness").same(0, from(s, 14, i -> {
            final double range = highest(s, i - 13, i) - lowest(s, i - 13, i);
            return range == 0 ? 100 : 100 * Math.log10(sum(i - 13, i, k -> trueRange(s, k)) / range) / Math.log10(14);
        }));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualNaiveVolumes(final Series s) {
        FeatureRun.of(s, "volume_ratio").same(0, from(s, 20, i -> {
            final double before = sum(i - 20, i - 1, k -> s.volume()[k]);
            return before == 0 ? NONE : 20 * s.volume()[i] / before;
        }));
        FeatureRun.of(s, "cmf")
                .same(
                        0,
                        from(
                                s,
                                19,
                                i -> ratio(
                                        sum(i - 19, i, k -> location(s, k) * s.volume()[k]),
                                        sum(i - 19, i, k -> s.volume()[k]))));
        FeatureRun.of(s, "force_index")
                .same(0, ema(from(s, 1, i -> (s.close()[i] - s.close()[i - 1]) * s.volume()[i]), 1, 13), 600);
        FeatureRun.of(s, "vwap_rolling").same(0, from(s, 19, i -> {
            final double volume = sum(i - 19, i, k -> s.volume()[k]);
            return volume == 0 ? NONE : sum(i - 19, i, k -> s.typical(k) * s.volume()[k]) / volume;
        }));
        FeatureRun.of(s, "vwap_session").same(0, from(s, 0, i -> {
            final int begin = firstOfDay(s, i);
            final double volume = sum(begin, i, k -> s.volume()[k]);
            return volume == 0 ? NONE : sum(begin, i, k -> s.typical(k) * s.volume()[k]) / volume;
        }));
    }

    @Test
    void shouldEqualNaiveFlowsOfTrades() {
        final Series s = Series.seeded(5, 6_000);

        for (final int n : new int[] {1, 20}) {
            FeatureRun.of(s, "taker_imbalance", "length", n).same(0, from(s, n - 1, i -> {
                final double volume = sum(i - n + 1, i, k -> s.volume()[k]);
                return volume == 0 ? 0 : sum(i - n + 1, i, k -> 2 * s.takerBuy()[k] - s.volume()[k]) / volume;
            }));
        }
        FeatureRun.of(s, "trade_rate").same(0, from(s, 19, i -> sum(i - 19, i, k -> s.trades()[k]) / (20 * 60)));
        FeatureRun.of(s, "trade_size").same(0, from(s, 19, i -> {
            final double trades = sum(i - 19, i, k -> s.trades()[k]);
            return trades == 0 ? NONE : sum(i - 19, i, k -> s.volume()[k]) / trades;
        }));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualNaiveSwings(final Series s) {
        final FeatureRun run = FeatureRun.of(s, "swing_points");

        for (int i = 0; i < s.length(); i++) {
            final int high = lastSwing(s, i, true);
            final int low = lastSwing(s, i, false);
            assertSame("swing high", high < 0 ? NONE : s.high()[high], run.column(0)[i], i);
            assertSame("swing high", high < 0 ? NONE : i - high, run.column(1)[i], i);
            assertSame("swing low", low < 0 ? NONE : s.low()[low], run.column(2)[i], i);
            assertSame("swing low", low < 0 ? NONE : i - low, run.column(3)[i], i);
        }
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualNaiveDivergences(final Series s) {
        final double[] fast = ema(s.close(), 0, 12);
        final double[] slow = ema(s.close(), 0, 26);
        final double[] obv = new double[s.length()];
        for (int i = 1; i < obv.length; i++) {
            obv[i] = obv[i - 1] + Math.signum(s.close()[i] - s.close()[i - 1]) * s.volume()[i];
        }

        final double[] rsi = rsi(s, 14);
        // Beyond these digits is rounding, which tells nothing.
        assertDivergences(s, "divergence_rsi", from(s, 14, i -> Math.rint(rsi[i] * 1e8)), 14);
        assertDivergences(s, "divergence_macd", from(s, 25, i -> Math.rint((fast[i] - slow[i]) * 1e2)), 25);
        assertDivergences(s, "divergence_obv", obv, 0);
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualNaiveCandles(final Series s) {
        FeatureRun.of(s, "candle_shape")
                .same(0, from(s, 0, i -> ratio(s.close()[i] - s.open()[i], s.high()[i] - s.low()[i])))
                .same(1, from(s, 0, i -> ratio(s.high()[i] - top(s, i), s.high()[i] - s.low()[i])))
                .same(2, from(s, 0, i -> ratio(bottom(s, i) - s.low()[i], s.high()[i] - s.low()[i])));
        FeatureRun.of(s, "candle_pattern")
                .same(0, from(s, 0, i -> doji(s, i) ? 1 : 0))
                .same(1, from(s, 0, i -> hammer(s, i)))
                .same(2, from(s, 1, i -> engulfing(s, i)))
                .same(3, from(s, 1, i -> s.high()[i] <= s.high()[i - 1] && s.low()[i] >= s.low()[i - 1] ? 1 : 0));
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldEqualANaiveHigherTimeframe(final Series s) {
        final long higher = 4 * s.timeframeMs();
        final int[] ends = IntStream.range(0, s.length())
                .filter(i -> (s.timeMs()[i] + s.timeframeMs()) % higher == 0)
                .toArray();
        final double[] closes =
                Arrays.stream(ends).mapToDouble(i -> s.close()[i]).toArray();
        final double[] fast = ema(closes, 0, 9);
        final double[] slow = ema(closes, 0, 21);
        final double[] trend = new double[s.length()];
        final double[] strength = new double[s.length()];
        int closed = 0;
        for (int i = 0; i < s.length(); i++) {
            closed += closed < ends.length && ends[closed] == i ? 1 : 0;
            final boolean ready = closed >= 21;
            trend[i] = ready ? Math.signum(fast[closed - 1] - slow[closed - 1]) : NONE;
            strength[i] = ready ? 100 * (fast[closed - 1] - slow[closed - 1]) / slow[closed - 1] : NONE;
        }

        FeatureRun.of(s, "higher_timeframe_trend").same(0, trend).same(1, strength);
    }

    @ParameterizedTest
    @MethodSource("series")
    void shouldTellTheTimeAtTheEndOfTheBar(final Series s) {
        FeatureRun.of(s, "time_of_day").same(0, from(s, 0, i -> {
            final var time = end(s, i);
            return time.getHour() + time.getMinute() / 60.0;
        }));
        FeatureRun.of(s, "day_of_week")
                .same(0, from(s, 0, i -> end(s, i).getDayOfWeek().getValue()))
                .same(1, from(s, 0, i -> end(s, i).getDayOfWeek().getValue() >= 6 ? 1 : 0));
    }

    private static ZonedDateTime end(final Series s, final int i) {
        return Instant.ofEpochMilli(s.timeMs()[i] + s.timeframeMs()).atZone(ZoneOffset.UTC);
    }

    private static void assertDivergences(
            final Series s, final String kind, final double[] oscillator, final int firstReady) {
        final FeatureRun run = FeatureRun.of(s, kind);
        int found = 0;
        for (int i = Math.max(10, firstReady + 5); i < s.length(); i++) {
            for (int column = 0; column < 4; column++) {
                final boolean low = column % 2 == 0;
                final double expected = diverges(s, oscillator, firstReady, i - 5, low, column < 2) ? 1 : 0;
                assertSame(kind, expected, run.column(column)[i], i);
                found += expected > 0 ? 1 : 0;
            }
        }
        final int count = found;
        assertTrue(count > 20, () -> kind + ": only " + count);
    }

    /** Whether the bar is a swing that diverges from the one before it. */
    private static boolean diverges(
            final Series s,
            final double[] oscillator,
            final int firstReady,
            final int at,
            final boolean low,
            final boolean regular) {
        if (!isSwing(s, at, !low)) {
            return false;
        }
        int before = at - 1;
        while (before >= Math.max(5, firstReady) && !isSwing(s, before, !low)) {
            before--;
        }
        if (before < Math.max(5, firstReady) || at - before > 60) {
            return false;
        }
        final double price = low ? s.low()[at] - s.low()[before] : s.high()[at] - s.high()[before];
        final double value = oscillator[at] - oscillator[before];
        final boolean priceUp = regular != low;
        return priceUp ? price > 0 && value < 0 : price < 0 && value > 0;
    }

    private static int lastSwing(final Series s, final int seenFrom, final boolean high) {
        for (int at = seenFrom - 5; at >= 5; at--) {
            if (isSwing(s, at, high)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isSwing(final Series s, final int at, final boolean high) {
        if (at < 5 || at + 5 >= s.length()) {
            return false;
        }
        final double[] values = high ? s.high() : s.low();
        final double sign = high ? 1 : -1;
        return IntStream.range(at - 5, at).allMatch(k -> sign * values[k] < sign * values[at])
                && IntStream.rangeClosed(at + 1, at + 5).allMatch(k -> sign * values[k] <= sign * values[at]);
    }

    private static void assertSame(final String what, final double expected, final double actual, final int at) {
        assertEquals(expected, actual, 0, () -> what + " at bar " + at);
    }

    private static boolean doji(final Series s, final int i) {
        return top(s, i) - bottom(s, i) <= 0.1 * (s.high()[i] - s.low()[i]);
    }

    private static double hammer(final Series s, final int i) {
        final double body = top(s, i) - bottom(s, i);
        final double third = (s.high()[i] - s.low()[i]) * (1.0 / 3);
        if (doji(s, i)) {
            return 0;
        }
        final boolean hammer = bottom(s, i) >= s.high()[i] - third && bottom(s, i) - s.low()[i] >= 2 * body;
        final boolean star = top(s, i) <= s.low()[i] + third && s.high()[i] - top(s, i) >= 2 * body;
        return hammer ? 1 : star ? -1 : 0;
    }

    private static double engulfing(final Series s, final int i) {
        final boolean white = s.close()[i] >= s.open()[i];
        final boolean whiteBefore = s.close()[i - 1] >= s.open()[i - 1];
        final boolean covers = top(s, i) >= top(s, i - 1) && bottom(s, i) <= bottom(s, i - 1);
        final boolean larger = top(s, i) - bottom(s, i) > top(s, i - 1) - bottom(s, i - 1);
        return white == whiteBefore || !covers || !larger ? 0 : white ? 1 : -1;
    }

    private static double top(final Series s, final int i) {
        return Math.max(s.open()[i], s.close()[i]);
    }

    private static double bottom(final Series s, final int i) {
        return Math.min(s.open()[i], s.close()[i]);
    }

    private static double location(final Series s, final int i) {
        return ratio((s.close()[i] - s.low()[i]) - (s.high()[i] - s.close()[i]), s.high()[i] - s.low()[i]);
    }

    private static int firstOfDay(final Series s, final int i) {
        int begin = i;
        while (begin > 0 && s.timeMs()[begin - 1] / 86_400_000 == s.timeMs()[i] / 86_400_000) {
            begin--;
        }
        return begin;
    }

    private static double[] rsi(final Series s, final int n) {
        final double[] gain = wilder(from(s, 1, i -> Math.max(0, s.close()[i] - s.close()[i - 1])), 1, n);
        final double[] loss = wilder(from(s, 1, i -> Math.max(0, s.close()[i - 1] - s.close()[i])), 1, n);
        return from(s, n, i -> gain[i] + loss[i] == 0 ? 50 : 100 * gain[i] / (gain[i] + loss[i]));
    }

    private static double trueRange(final Series s, final int i) {
        final double before = s.close()[i - 1];
        return Math.max(
                s.high()[i] - s.low()[i], Math.max(Math.abs(s.high()[i] - before), Math.abs(s.low()[i] - before)));
    }

    /** Of the values from index {@code first} on. */
    private static double[] ema(final double[] values, final int first, final int n) {
        return smooth(values, first, n, 2.0 / (n + 1));
    }

    private static double[] wilder(final double[] values, final int first, final int n) {
        return smooth(values, first, n, 1.0 / n);
    }

    private static double[] smooth(final double[] values, final int first, final int n, final double weight) {
        final double[] smooth = new double[values.length];
        Arrays.fill(smooth, NONE);
        for (int i = first + n - 1; i < values.length; i++) {
            smooth[i] = i == first + n - 1
                    ? sum(first, i, k -> values[k]) / n
                    : weight * values[i] + (1 - weight) * smooth[i - 1];
        }
        return smooth;
    }

    private static double[] from(final Series s, final int first, final IntToDoubleFunction value) {
        return IntStream.range(0, s.length())
                .mapToDouble(i -> i < first ? NONE : value.applyAsDouble(i))
                .toArray();
    }

    private static double sum(final int first, final int last, final IntToDoubleFunction value) {
        return IntStream.rangeClosed(first, last).mapToDouble(value).sum();
    }

    private static double mean(final double[] values, final int last, final int n) {
        return sum(last - n + 1, last, k -> values[k]) / n;
    }

    private static double deviation(final double[] values, final int last, final int n) {
        final double mean = mean(values, last, n);
        return Math.sqrt(sum(last - n + 1, last, k -> square(values[k] - mean)) / n);
    }

    private static double highest(final Series s, final int first, final int last) {
        return IntStream.rangeClosed(first, last)
                .mapToDouble(k -> s.high()[k])
                .max()
                .orElseThrow();
    }

    private static double lowest(final Series s, final int first, final int last) {
        return IntStream.rangeClosed(first, last)
                .mapToDouble(k -> s.low()[k])
                .min()
                .orElseThrow();
    }

    private static double position(final double value, final double low, final double high) {
        return high == low ? 50 : 100 * (value - low) / (high - low);
    }

    private static double ratio(final double a, final double b) {
        return b == 0 ? 0 : a / b;
    }

    private static double log(final double a, final double b) {
        return Math.log(a) - Math.log(b);
    }

    private static double square(final double x) {
        return x * x;
    }
}
