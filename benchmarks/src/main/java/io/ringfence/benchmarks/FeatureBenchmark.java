package io.ringfence.benchmarks;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MInteger;
import io.ringfence.engine.feature.Bar;
import io.ringfence.engine.feature.FeatureCatalogue;
import io.ringfence.engine.feature.FeatureSet;
import io.ringfence.engine.feature.NamedFeature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.CCIIndicator;
import org.ta4j.core.indicators.DoubleEMAIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.KAMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.ROCIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.TripleEMAIndicator;
import org.ta4j.core.indicators.WMAIndicator;
import org.ta4j.core.indicators.WilliamsRIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.adx.MinusDIIndicator;
import org.ta4j.core.indicators.adx.PlusDIIndicator;
import org.ta4j.core.indicators.aroon.AroonDownIndicator;
import org.ta4j.core.indicators.aroon.AroonUpIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.statistics.SimpleLinearRegressionIndicator;
import org.ta4j.core.indicators.statistics.SimpleLinearRegressionIndicator.SimpleLinearRegressionType;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.indicators.volume.MoneyFlowIndexIndicator;
import org.ta4j.core.indicators.volume.OnBalanceVolumeIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/**
 * What does a closed bar cost: all features, those which TA-Lib and ta4j have too (the same eighteen, incrementally here,
 * over whole arrays there), and five beside a loop that was written for nothing else? Per bar.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(FeatureBenchmark.BARS)
public class FeatureBenchmark {
    public static final int BARS = 4_096;

    private static final long MINUTE_MS = 60_000;
    private static final int N = 20;

    private static final List<String> SHARED = List.of(
            "sma",
            "ema",
            "wma",
            "dema",
            "tema",
            "kama",
            "rsi",
            "williams_r",
            "cci",
            "roc",
            "mfi",
            "macd",
            "atr",
            "standard_deviation",
            "adx",
            "aroon",
            "linear_regression",
            "obv");
    private static final List<String> FEW = List.of("sma", "ema", "rsi", "atr", "standard_deviation");

    /** A random walk in price units. */
    @State(Scope.Thread)
    public static class Market {
        private final double[] open = new double[BARS];
        private final double[] high = new double[BARS];
        private final double[] low = new double[BARS];
        private final double[] close = new double[BARS];
        private final double[] volume = new double[BARS];

        public Market() {
            final SplittableRandom random = new SplittableRandom(1);
            double price = 6_180_000;
            for (int i = 0; i < BARS; i++) {
                open[i] = price;
                price += random.nextInt(8_001) - 4_000;
                close[i] = price;
                high[i] = Math.max(open[i], close[i]) + random.nextInt(2_000);
                low[i] = Math.min(open[i], close[i]) - random.nextInt(2_000);
                volume[i] = 1 + random.nextInt(1_000_000);
            }
        }
    }

    /** One set and one series of it. */
    @State(Scope.Thread)
    public static class Sets {
        private final FeatureSet all = FeatureCatalogue.all(MINUTE_MS);
        private final FeatureSet shared = set(SHARED);
        private final FeatureSet few = set(FEW);
        private final double[] allState = new double[all.stateLength()];
        private final double[] sharedState = new double[shared.stateLength()];
        private final double[] fewState = new double[few.stateLength()];
        private final Bar bar = new Bar();

        private static FeatureSet set(final List<String> names) {
            final NamedFeature[] features = names.stream()
                    .map(name -> FeatureCatalogue.kind(name).usual(MINUTE_MS))
                    .toArray(NamedFeature[]::new);
            return new FeatureSet(Arrays.asList(features));
        }
    }

    /** TA-Lib and room for what it answers. */
    @State(Scope.Thread)
    public static class Batch {
        private final Core core = new Core();
        private final MInteger begin = new MInteger();
        private final MInteger length = new MInteger();
        private final double[] a = new double[BARS];
        private final double[] b = new double[BARS];
        private final double[] c = new double[BARS];
    }

    @Benchmark
    public double allFeatures(final Market market, final Sets sets) {
        return run(sets.all, sets.allState, market, sets.bar);
    }

    @Benchmark
    public double sharedFeatures(final Market market, final Sets sets) {
        return run(sets.shared, sets.sharedState, market, sets.bar);
    }

    @Benchmark
    public double fewFeatures(final Market market, final Sets sets) {
        return run(sets.few, sets.fewState, market, sets.bar);
    }

    private static double run(final FeatureSet set, final double[] state, final Market m, final Bar bar) {
        for (int i = 0; i < BARS; i++) {
            set.onBar(state, 0, bar.set(i * MINUTE_MS, m.open[i], m.high[i], m.low[i], m.close[i], m.volume[i]));
        }
        return set.value(state, 0, 0);
    }

    @Benchmark
    public double sharedByTaLib(final Market m, final Batch t) {
        final int last = BARS - 1;
        t.core.sma(0, last, m.close, N, t.begin, t.length, t.a);
        t.core.ema(0, last, m.close, N, t.begin, t.length, t.a);
        t.core.wma(0, last, m.close, N, t.begin, t.length, t.a);
        t.core.dema(0, last, m.close, N, t.begin, t.length, t.a);
        t.core.tema(0, last, m.close, N, t.begin, t.length, t.a);
        t.core.kama(0, last, m.close, 10, t.begin, t.length, t.a);
        t.core.rsi(0, last, m.close, 14, t.begin, t.length, t.a);
        t.core.willR(0, last, m.high, m.low, m.close, 14, t.begin, t.length, t.a);
        t.core.cci(0, last, m.high, m.low, m.close, N, t.begin, t.length, t.a);
        t.core.roc(0, last, m.close, 10, t.begin, t.length, t.a);
        t.core.mfi(0, last, m.high, m.low, m.close, m.volume, 14, t.begin, t.length, t.a);
        t.core.macd(0, last, m.close, 12, 26, 9, t.begin, t.length, t.a, t.b, t.c);
        t.core.atr(0, last, m.high, m.low, m.close, 14, t.begin, t.length, t.a);
        t.core.stdDev(0, last, m.close, N, 1, t.begin, t.length, t.a);
        t.core.adx(0, last, m.high, m.low, m.close, 14, t.begin, t.length, t.a);
        t.core.plusDI(0, last, m.high, m.low, m.close, 14, t.begin, t.length, t.a);
        t.core.minusDI(0, last, m.high, m.low, m.close, 14, t.begin, t.length, t.a);
        t.core.aroon(0, last, m.high, m.low, 25, t.begin, t.length, t.a, t.b);
        t.core.linearReg(0, last, m.close, N, t.begin, t.length, t.a);
        t.core.linearRegSlope(0, last, m.close, N, t.begin, t.length, t.a);
        t.core.obv(0, last, m.close, m.volume, t.begin, t.length, t.a);
        return t.a[0] + t.b[0] + t.c[0];
    }

    /** Bar after bar, every indicator asked at each close, as a live bot does; with the numbers that ta4j has by default. */
    @Benchmark
    public double sharedByTa4j(final Market m) {
        return ta4j(m, new BaseBarSeriesBuilder().build());
    }

    /** The same with its faster numbers. */
    @Benchmark
    public double sharedByTa4jWithDoubles(final Market m) {
        return ta4j(m, new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum.class).build());
    }

    private static double ta4j(final Market m, final BarSeries series) {
        final List<Indicator<Num>> indicators = indicators(series);
        double sum = 0;
        for (int i = 0; i < BARS; i++) {
            series.addBar(
                    Duration.ofMillis(MINUTE_MS),
                    ZonedDateTime.ofInstant(Instant.ofEpochMilli((i + 1) * MINUTE_MS), ZoneOffset.UTC),
                    m.open[i],
                    m.high[i],
                    m.low[i],
                    m.close[i],
                    m.volume[i]);
            for (final Indicator<Num> indicator : indicators) {
                sum += indicator.getValue(i).doubleValue();
            }
        }
        return sum;
    }

    private static List<Indicator<Num>> indicators(final BarSeries series) {
        final ClosePriceIndicator close = new ClosePriceIndicator(series);
        final MACDIndicator macd = new MACDIndicator(close, 12, 26);
        return Stream.<Indicator<Num>>of(
                        new SMAIndicator(close, N),
                        new EMAIndicator(close, N),
                        new WMAIndicator(close, N),
                        new DoubleEMAIndicator(close, N),
                        new TripleEMAIndicator(close, N),
                        new KAMAIndicator(close, 10, 2, 30),
                        new RSIIndicator(close, 14),
                        new WilliamsRIndicator(series, 14),
                        new CCIIndicator(series, N),
                        new ROCIndicator(close, 10),
                        new MoneyFlowIndexIndicator(series, 14),
                        macd,
                        new EMAIndicator(macd, 9),
                        new ATRIndicator(series, 14),
                        new StandardDeviationIndicator(close, N),
                        new ADXIndicator(series, 14),
                        new PlusDIIndicator(series, 14),
                        new MinusDIIndicator(series, 14),
                        new AroonUpIndicator(series, 25),
                        new AroonDownIndicator(series, 25),
                        new SimpleLinearRegressionIndicator(close, N, SimpleLinearRegressionType.SLOPE),
                        new SimpleLinearRegressionIndicator(close, N, SimpleLinearRegressionType.Y),
                        new OnBalanceVolumeIndicator(series))
                .toList();
    }

    /** SMA, EMA, RSI, ATR and standard deviation in one loop over arrays, without any care for rounding. */
    @Benchmark
    public double fewByHand(final Market m) {
        double sum = 0;
        double squares = 0;
        double ema = m.close[0];
        double gain = 0;
        double loss = 0;
        double range = 0;
        double result = 0;
        for (int i = 1; i < BARS; i++) {
            final double close = m.close[i];
            final double before = m.close[i - 1];
            final double leaving = i >= N ? m.close[i - N] : 0;
            sum += close - leaving;
            squares += close * close - leaving * leaving;
            ema += 2.0 / (N + 1) * (close - ema);
            gain = (gain * 13 + Math.max(0, close - before)) / 14;
            loss = (loss * 13 + Math.max(0, before - close)) / 14;
            range = (range * 13 + Math.max(m.high[i], before) - Math.min(m.low[i], before)) / 14;
            final double mean = sum / N;
            result += mean + ema + 100 * gain / (gain + loss) + range + Math.sqrt(squares / N - mean * mean);
        }
        return result;
    }

    /** The cost of the loop and of fetching a bar alone. */
    @Benchmark
    public double baseline(final Market m) {
        double sum = 0;
        for (int i = 0; i < BARS; i++) {
            sum += m.open[i] + m.high[i] + m.low[i] + m.close[i] + m.volume[i];
        }
        return sum;
    }
}
