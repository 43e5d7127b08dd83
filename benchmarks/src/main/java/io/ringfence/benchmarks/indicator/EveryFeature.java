package io.ringfence.benchmarks.indicator;

import io.ringfence.engine.feature.Column;
import io.ringfence.engine.feature.FeatureCatalogue;
import io.ringfence.engine.feature.FeatureKind;
import io.ringfence.engine.strategy.Candle;
import io.ringfence.engine.strategy.Indicator;
import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.Reason;
import io.ringfence.engine.strategy.Series;
import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import io.ringfence.engine.strategy.StrategyKind;
import io.ringfence.engine.strategy.View;
import java.util.ArrayList;
import java.util.List;

/**
 * Wants a value of 66 features on three timeframes, and looks at all of them at each close of the longest: long or
 * short, as more of them are above or below their last. Of no use but as the heaviest reader that can be.
 */
final class EveryFeature implements Strategy {
    private static final long MINUTE_MS = 60_000;
    /** Of the 72 features there are, so that 66 are left, those that are asked for least. */
    private static final List<String> LEFT_OUT = List.of(
            "choppiness",
            "volatility_rogers_satchell",
            "ultimate_oscillator",
            "vortex",
            "awesome_oscillator",
            "force_index");

    private static final List<String> LIVE =
            List.of("spread", "book_imbalance", "micro_price", "rsi", "ema", "atr", "macd", "obv");

    private final List<Indicator> indicators = new ArrayList<>();
    private final Indicator fast;
    private final Indicator slow;
    private final Series last;
    private final Reason up;
    private final Reason down;
    private double seen;

    private EveryFeature(final Setup setup, final List<String> timeframes, final boolean live) {
        Series series = null;
        for (final String timeframe : timeframes) {
            series = setup.seriesOf("timeframes", timeframe);
            for (final FeatureKind kind : wanted()) {
                indicators.add(series.feature(kind.name()).closed(firstColumn(kind)));
            }
        }
        last = series;
        fast = series.feature("ema").with("length", 3).closed();
        slow = series.feature("ema").with("length", 8).closed();
        if (live) {
            for (final FeatureKind kind : FeatureCatalogue.kinds()) {
                if (LIVE.contains(kind.name())) {
                    series.feature(kind.name()).live(firstColumn(kind));
                }
            }
        }
        up = setup.reason("up");
        down = setup.reason("down");
    }

    static List<FeatureKind> wanted() {
        return FeatureCatalogue.kinds().stream()
                .filter(kind -> !LEFT_OUT.contains(kind.name()))
                .toList();
    }

    private static String firstColumn(final FeatureKind kind) {
        final List<Column> columns = kind.usual(MINUTE_MS).feature().columns();
        return columns.get(0).name();
    }

    /** {@code every-feature}. */
    record Kind(List<String> timeframes, boolean live) implements StrategyKind {
        @Override
        public String name() {
            return "every-feature";
        }

        @Override
        public Strategy make(final Setup setup) {
            return new EveryFeature(setup, timeframes, live);
        }
    }

    @Override
    public void onCandle(final Candle candle, final View view, final Intent intent) {
        if (!candle.isOf(last)) {
            return;
        }
        for (int i = 0; i < indicators.size(); i++) {
            final Indicator indicator = indicators.get(i);
            if (view.isReady(indicator)) {
                seen += view.value(indicator);
            }
        }
        if (view.isReady(fast) && view.isReady(slow)) {
            final boolean rises = view.value(fast) > view.value(slow);
            intent.want(rises ? Intent.LONG : Intent.SHORT, rises ? up : down, seen == 0 ? 0 : 1);
        }
    }
}
