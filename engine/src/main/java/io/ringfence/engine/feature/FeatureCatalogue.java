package io.ringfence.engine.feature;

import static io.ringfence.engine.feature.FeatureParameter.bars;
import static io.ringfence.engine.feature.FeatureParameter.factor;
import static io.ringfence.engine.feature.FeatureParameter.several;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All features there are, by name. Formula, source, seeding and warm-up stand in the Javadoc of each one's class. */
public final class FeatureCatalogue {
    private static final List<FeatureKind> KINDS = new ArrayList<>();

    static {
        trend();
        oscillators();
        channels();
        volatility();
        volume();
        flow();
        structure();
        context();
    }

    private FeatureCatalogue() {}

    /** In the order in which they are listed everywhere. */
    public static List<FeatureKind> kinds() {
        return List.copyOf(KINDS);
    }

    /** @throws IllegalArgumentException if there is none of this name */
    public static FeatureKind kind(final String name) {
        return KINDS.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no feature '" + name + "'; there are: "
                        + KINDS.stream().map(FeatureKind::name).collect(Collectors.joining(", "))));
    }

    /** Each with its usual parameters, and a few in the further lengths that are watched everywhere. */
    public static FeatureSet all(final long timeframeMs) {
        final List<NamedFeature> features = new ArrayList<>();
        for (final FeatureKind kind : KINDS) {
            features.add(kind.usual(timeframeMs));
            for (final int length : furtherLengths(kind.name())) {
                features.add(kind.with(Map.of("length", (double) length), timeframeMs));
            }
        }
        return new FeatureSet(features);
    }

    private static int[] furtherLengths(final String name) {
        return switch (name) {
            case "sma", "ema" -> new int[] {50, 200};
            case "taker_imbalance" -> new int[] {20};
            default -> new int[0];
        };
    }

    private static void trend() {
        add("sma", (p, ms) -> new SimpleMovingAverage((int) p[0]), bars("length", 20));
        add("ema", (p, ms) -> new ExponentialMovingAverage((int) p[0]), bars("length", 20));
        add("wma", (p, ms) -> new WeightedMovingAverage((int) p[0]), bars("length", 20));
        add("hma", (p, ms) -> new HullMovingAverage((int) p[0]), several("length", 20));
        add(
                "kama",
                (p, ms) -> new KaufmanAdaptiveMovingAverage((int) p[0], (int) p[1], (int) p[2]),
                bars("length", 10),
                bars("fast", 2),
                bars("slow", 30));
        add("dema", (p, ms) -> new DoubleExponentialMovingAverage((int) p[0]), bars("length", 20));
        add("tema", (p, ms) -> new TripleExponentialMovingAverage((int) p[0]), bars("length", 20));
        add("vwap_session", (p, ms) -> new SessionVwap());
        add("vwap_rolling", (p, ms) -> new RollingVwap((int) p[0]), bars("length", 20));
        add("supertrend", (p, ms) -> new Supertrend((int) p[0], p[1]), bars("length", 10), factor("ranges", 3, 100));
        add("parabolic_sar", (p, ms) -> new ParabolicSar(p[0], p[1]), factor("step", 0.02, 1), factor("max", 0.2, 1));
        add("adx", (p, ms) -> new DirectionalMovement((int) p[0]), bars("length", 14));
        add("aroon", (p, ms) -> new Aroon((int) p[0]), bars("length", 25));
        add("vortex", (p, ms) -> new Vortex((int) p[0]), bars("length", 14));
        add(
                "ichimoku",
                (p, ms) -> new Ichimoku((int) p[0], (int) p[1], (int) p[2]),
                bars("conversion", 9),
                several("base", 26),
                bars("longest", 52));
        add("linear_regression", (p, ms) -> new LinearRegression((int) p[0]), several("length", 20));
    }

    private static void oscillators() {
        add("rsi", (p, ms) -> new RelativeStrengthIndex((int) p[0]), bars("length", 14));
        add(
                "stochastic",
                (p, ms) -> new Stochastic((int) p[0], (int) p[1], (int) p[2]),
                bars("length", 14),
                bars("slowing", 3),
                bars("signal", 3));
        add(
                "stochastic_rsi",
                (p, ms) -> new StochasticRsi((int) p[0], (int) p[1], (int) p[2], (int) p[3]),
                bars("rsi", 14),
                bars("length", 14),
                bars("slowing", 3),
                bars("signal", 3));
        add("williams_r", (p, ms) -> new WilliamsR((int) p[0]), bars("length", 14));
        add("cci", (p, ms) -> new CommodityChannelIndex((int) p[0]), several("length", 20));
        add("roc", (p, ms) -> new RateOfChange((int) p[0]), bars("length", 10));
        add("momentum", (p, ms) -> new Momentum((int) p[0]), bars("length", 10));
        add("mfi", (p, ms) -> new MoneyFlowIndex((int) p[0]), bars("length", 14));
        add("cmo", (p, ms) -> new ChandeMomentumOscillator((int) p[0]), bars("length", 14));
        add(
                "macd",
                (p, ms) -> new Macd((int) p[0], (int) p[1], (int) p[2]),
                bars("fast", 12),
                bars("slow", 26),
                bars("signal", 9));
        add(
                "ppo",
                (p, ms) -> new PercentagePriceOscillator((int) p[0], (int) p[1], (int) p[2]),
                bars("fast", 12),
                bars("slow", 26),
                bars("signal", 9));
        add(
                "tsi",
                (p, ms) -> new TrueStrengthIndex((int) p[0], (int) p[1], (int) p[2]),
                bars("slow", 25),
                bars("fast", 13),
                bars("signal", 7));
        add("trix", (p, ms) -> new Trix((int) p[0]), bars("length", 15));
        add(
                "ultimate_oscillator",
                (p, ms) -> new UltimateOscillator((int) p[0], (int) p[1], (int) p[2]),
                bars("short", 7),
                bars("middle", 14),
                bars("long", 28));
        add(
                "awesome_oscillator",
                (p, ms) -> new AwesomeOscillator((int) p[0], (int) p[1]),
                bars("fast", 5),
                bars("slow", 34));
        add("efficiency_ratio", (p, ms) -> new EfficiencyRatio((int) p[0]), bars("length", 10));
    }

    private static void channels() {
        add(
                "bollinger",
                (p, ms) -> new BollingerBands((int) p[0], p[1]),
                several("length", 20),
                factor("deviations", 2, 100));
        add(
                "keltner",
                (p, ms) -> new KeltnerChannel((int) p[0], (int) p[1], p[2]),
                bars("length", 20),
                bars("atr", 10),
                factor("ranges", 2, 100));
        add("donchian", (p, ms) -> new DonchianChannel((int) p[0]), bars("length", 20));
    }

    private static void volatility() {
        add("true_range", (p, ms) -> new TrueRange());
        add("atr", (p, ms) -> new AverageTrueRange((int) p[0]), bars("length", 14));
        add("natr", (p, ms) -> new NormalizedAverageTrueRange((int) p[0]), bars("length", 14));
        add("standard_deviation", (p, ms) -> new StandardDeviation((int) p[0]), several("length", 20));
        add("z_score", (p, ms) -> new ZScore((int) p[0]), several("length", 20));
        add("volatility_close", (p, ms) -> new CloseVolatility((int) p[0]), several("length", 20));
        add("volatility_parkinson", (p, ms) -> new ParkinsonVolatility((int) p[0]), bars("length", 20));
        add("volatility_garman_klass", (p, ms) -> new GarmanKlassVolatility((int) p[0]), bars("length", 20));
        add("volatility_rogers_satchell", (p, ms) -> new RogersSatchellVolatility((int) p[0]), bars("length", 20));
        add("choppiness", (p, ms) -> new ChoppinessIndex((int) p[0]), several("length", 14));
    }

    private static void volume() {
        add("obv", (p, ms) -> new OnBalanceVolume());
        add("accumulation_distribution", (p, ms) -> new AccumulationDistribution());
        add("cmf", (p, ms) -> new ChaikinMoneyFlow((int) p[0]), bars("length", 20));
        add("force_index", (p, ms) -> new ForceIndex((int) p[0]), bars("length", 13));
        add("volume_mean", (p, ms) -> new VolumeMean((int) p[0]), bars("length", 20));
        add("volume_ratio", (p, ms) -> new VolumeRatio((int) p[0]), bars("length", 20));
    }

    private static void flow() {
        add("taker_imbalance", (p, ms) -> new TakerImbalance((int) p[0]), bars("length", 1));
        add("trade_rate", (p, ms) -> new TradeRate((int) p[0], ms), bars("length", 20));
        add("trade_size", (p, ms) -> new TradeSize((int) p[0]), bars("length", 20));
        add("trade_flow", (p, ms) -> new TradeFlow((int) p[0]), bars("trades", 100));
        add("spread", (p, ms) -> new Spread());
        add("book_imbalance", (p, ms) -> new BookImbalance());
        add("depth_imbalance", (p, ms) -> new DepthImbalance((int) p[0]), bars("levels", 10));
        add("micro_price", (p, ms) -> new MicroPrice());
    }

    private static void structure() {
        add("pivot_points", (p, ms) -> new PivotPoints());
        add("swing_points", (p, ms) -> new SwingPoints((int) p[0]), bars("strength", 5));
        add(
                "divergence_rsi",
                (p, ms) -> Divergence.fromRsi((int) p[0], (int) p[1], (int) p[2]),
                bars("strength", 5),
                bars("reach", 60),
                bars("length", 14));
        add(
                "divergence_macd",
                (p, ms) -> Divergence.fromMacd((int) p[0], (int) p[1], (int) p[2], (int) p[3]),
                bars("strength", 5),
                bars("reach", 60),
                bars("fast", 12),
                bars("slow", 26));
        add(
                "divergence_obv",
                (p, ms) -> Divergence.fromObv((int) p[0], (int) p[1]),
                bars("strength", 5),
                bars("reach", 60));
        add("candle_shape", (p, ms) -> new CandleShape());
        add("candle_pattern", (p, ms) -> new CandlePattern());
    }

    private static void context() {
        add(
                "higher_timeframe_trend",
                (p, ms) -> new HigherTimeframeTrend((int) p[0], (int) p[1], (int) p[2], ms),
                several("factor", 4),
                bars("fast", 9),
                bars("slow", 21));
        add("reference_correlation", (p, ms) -> new ReferenceCorrelation((int) p[0]), several("length", 50));
        add("time_of_day", (p, ms) -> new TimeOfDay(ms));
        add("day_of_week", (p, ms) -> new DayOfWeek(ms));
    }

    private static void add(
            final String name, final FeatureKind.Factory factory, final FeatureParameter... parameters) {
        KINDS.add(new FeatureKind(name, factory, parameters));
    }
}
