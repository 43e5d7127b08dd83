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
 * Buys weakness that ends: long when the RSI comes back above {@code oversold}, flat when it reaches {@code exit}; the mirror image
 * short, if allowed. With a {@code trend} length above 0 it only goes with the EMA of that length: long above, short below.
 *
 * <p><b>Works</b> in ranges, and with the trend filter for dips in a calm trend. <b>Doesn't</b> in a fall that goes on: the RSI comes
 * back and sinks again, several times, each a loss; so give it a tight stop, and leave it out around news.
 *
 * <p>Strength is how far the RSI had gone beyond the bound, 0 to 1.
 */
public final class RsiReversion implements Strategy {
    private static final double WHOLE = 100;

    private final Indicator rsi;
    private final Indicator trend;
    private final double oversold;
    private final double overbought;
    private final double exit;
    private final boolean allowShort;
    private final Memory extreme;
    private final Reason endOfFall;
    private final Reason endOfRise;
    private final Reason middle;
    private final Reason closed;

    private RsiReversion(final Setup setup) {
        final Series series = setup.series("timeframe", "5m");
        rsi = series.feature("rsi")
                .with("length", setup.whole("length", 14, 2, 500))
                .closed();
        final int trendLength = setup.whole("trend", 0, 0, 1_000);
        trend = trendLength == 0
                ? null
                : series.feature("ema").with("length", trendLength).closed();
        oversold = setup.number("oversold", 30, 1, 49);
        overbought = setup.number("overbought", 70, 51, 99);
        exit = setup.number("exit", 50, oversold, overbought);
        allowShort = setup.flag("allowShort", false);
        extreme = setup.memory();
        endOfFall = setup.reason("end-of-fall");
        endOfRise = setup.reason("end-of-rise");
        middle = setup.reason("back-in-the-middle");
        closed = setup.reason("closed-otherwise");
    }

    /** {@code rsi-reversion}. */
    public static final class Kind implements StrategyKind {
        @Override
        public String name() {
            return "rsi-reversion";
        }

        @Override
        public Strategy make(final Setup setup) {
            return new RsiReversion(setup);
        }
    }

    @Override
    public void onCandle(final Candle candle, final View view, final Intent intent) {
        if (!view.isReady(rsi) || trend != null && !view.isReady(trend)) {
            return;
        }
        final double now = view.value(rsi);
        final double furthest = view.recall(extreme);
        if (view.wasClosed()) {
            intent.want(Intent.FLAT, closed, 0);
        } else if (view.target() == Intent.LONG && now >= exit || view.target() == Intent.SHORT && now <= exit) {
            intent.want(Intent.FLAT, middle, 0);
        } else if (furthest > 0 && furthest < oversold && now >= oversold) {
            enter(Intent.LONG, candle, view, intent, (oversold - furthest) / oversold);
        } else if (furthest > overbought && now <= overbought) {
            enter(Intent.SHORT, candle, view, intent, (furthest - overbought) / (WHOLE - overbought));
        }
        view.remember(extreme, furthest(now, furthest));
    }

    private void enter(
            final int target, final Candle candle, final View view, final Intent intent, final double strength) {
        final boolean against = trend != null && target * (candle.close() - view.value(trend)) < 0;
        if (candle.isGapped() || against || target == Intent.SHORT && !allowShort) {
            return;
        }
        intent.want(target, target == Intent.LONG ? endOfFall : endOfRise, strength);
    }

    /** The furthest RSI of the present visit beyond a bound; 0 between them. A fall to 0 counts as the least there is. */
    private double furthest(final double now, final double furthest) {
        if (now < oversold) {
            return furthest > 0 && furthest < oversold ? Math.min(furthest, now) : Math.max(now, Double.MIN_NORMAL);
        }
        return now > overbought ? Math.max(furthest, now) : 0;
    }
}
