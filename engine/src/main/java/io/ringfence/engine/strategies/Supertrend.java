package io.ringfence.engine.strategies;

import io.ringfence.engine.strategy.Candle;
import io.ringfence.engine.strategy.Indicator;
import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.Memory;
import io.ringfence.engine.strategy.Reason;
import io.ringfence.engine.strategy.Series;
import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import io.ringfence.engine.strategy.StrategyKind;
import io.ringfence.engine.strategy.View;

/**
 * Follows the Supertrend line: long while the trend is up, short (or flat, as configured) while it is down. Acts on a change
 * alone; the first trend only tells the side.
 *
 * <p><b>Works</b> in trends with steady ranges: the line keeps its distance and is rarely touched. <b>Doesn't</b> when ranges widen
 * suddenly, since the line is hit at the worst price, nor in sideways markets with swings larger than {@code ranges} ATRs.
 *
 * <p>Strength is the distance of the close from the line in ATRs.
 */
public final class Supertrend implements Strategy {
    private final Indicator line;
    private final Indicator trend;
    private final Indicator atr;
    private final boolean allowShort;
    private final Memory before;
    private final Reason turnUp;
    private final Reason turnDown;

    private Supertrend(final Setup setup) {
        final Series series = setup.series("timeframe", "15m");
        final int length = setup.whole("length", 10, 1, 500);
        final double ranges = setup.number("ranges", 3, 0.1, 100);
        line = series.feature("supertrend")
                .with("length", length)
                .with("ranges", ranges)
                .closed("line");
        trend = series.feature("supertrend")
                .with("length", length)
                .with("ranges", ranges)
                .closed("trend");
        atr = series.feature("atr").with("length", length).closed();
        allowShort = setup.flag("allowShort", false);
        before = setup.memory();
        turnUp = setup.reason("turn-up");
        turnDown = setup.reason("turn-down");
    }

    /** {@code supertrend}. */
    public static final class Kind implements StrategyKind {
        @Override
        public String name() {
            return "supertrend";
        }

        @Override
        public Strategy make(final Setup setup) {
            return new Supertrend(setup);
        }
    }

    @Override
    public void onCandle(final Candle candle, final View view, final Intent intent) {
        if (!view.isReady(trend)) {
            return;
        }
        final double now = view.value(trend);
        final double then = view.recall(before);
        view.remember(before, now);
        if (then == 0 || now == then || candle.isGapped()) {
            return;
        }
        if (now > 0) {
            intent.want(Intent.LONG, turnUp, strength(candle, view));
        } else {
            intent.want(allowShort ? Intent.SHORT : Intent.FLAT, turnDown, strength(candle, view));
        }
    }

    private double strength(final Candle candle, final View view) {
        final double range = view.value(atr);
        return range > 0 ? Math.abs(candle.close() - view.value(line)) / range : 0;
    }
}
