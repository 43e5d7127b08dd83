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
 * Waits for quiet, goes with what ends it: while the Bollinger bands lie within the Keltner channel the market is squeezed; with the
 * first candle outside, after at least {@code quiet} candles of it, long if it closed above the middle and the regression line
 * rises, short if below and falling. Flat when a candle closes on the other side of the middle.
 *
 * <p><b>Works</b> before sessions and news that a quiet market waits for. <b>Doesn't</b> on instruments that are always quiet: their
 * bands leave the channel by a tick; nor right after the first false start, of which most squeezes have one.
 *
 * <p>Strength is the number of quiet candles over {@code quiet}.
 */
public final class BollingerSqueeze implements Strategy {
    private final Indicator upper;
    private final Indicator middle;
    private final Indicator lower;
    private final Indicator channelUpper;
    private final Indicator channelLower;
    private final Indicator slope;
    private final int quiet;
    private final boolean allowShort;
    private final Memory squeezed;
    private final Reason releaseUp;
    private final Reason releaseDown;
    private final Reason backThroughTheMiddle;
    private final Reason closed;

    private BollingerSqueeze(final Setup setup) {
        final Series series = setup.series("timeframe", "15m");
        final int length = setup.whole("length", 20, 2, 500);
        final double deviations = setup.number("deviations", 2, 0.1, 10);
        final double ranges = setup.number("ranges", 1.5, 0.1, 10);
        upper = bands(series, length, deviations, "upper");
        middle = bands(series, length, deviations, "middle");
        lower = bands(series, length, deviations, "lower");
        channelUpper = channel(series, length, ranges, "upper");
        channelLower = channel(series, length, ranges, "lower");
        slope = series.feature("linear_regression").with("length", length).closed("slope");
        quiet = setup.whole("quiet", 6, 1, 500);
        allowShort = setup.flag("allowShort", true);
        squeezed = setup.memory();
        releaseUp = setup.reason("release-up");
        releaseDown = setup.reason("release-down");
        backThroughTheMiddle = setup.reason("back-through-the-middle");
        closed = setup.reason("closed-otherwise");
    }

    private static Indicator bands(
            final Series series, final int length, final double deviations, final String column) {
        return series.feature("bollinger")
                .with("length", length)
                .with("deviations", deviations)
                .closed(column);
    }

    private static Indicator channel(final Series series, final int length, final double ranges, final String column) {
        return series.feature("keltner")
                .with("length", length)
                .with("atr", length)
                .with("ranges", ranges)
                .closed(column);
    }

    /** {@code bollinger-squeeze}. */
    public static final class Kind implements StrategyKind {
        @Override
        public String name() {
            return "bollinger-squeeze";
        }

        @Override
        public Strategy make(final Setup setup) {
            return new BollingerSqueeze(setup);
        }
    }

    @Override
    public void onCandle(final Candle candle, final View view, final Intent intent) {
        if (!view.isReady(upper) || !view.isReady(channelUpper) || !view.isReady(slope)) {
            return;
        }
        final boolean within =
                view.value(upper) < view.value(channelUpper) && view.value(lower) > view.value(channelLower);
        final double lasted = candle.isGapped() ? 0 : view.recall(squeezed);
        view.remember(squeezed, within ? lasted + 1 : 0);
        final double side = Math.signum(candle.close() - view.value(middle));
        if (view.wasClosed()) {
            intent.want(Intent.FLAT, closed, 0);
        } else if (view.target() * side < 0) {
            intent.want(Intent.FLAT, backThroughTheMiddle, 0);
        }
        if (!within && lasted >= quiet && side * view.value(slope) > 0) {
            release(side, lasted / quiet, intent);
        }
    }

    private void release(final double side, final double strength, final Intent intent) {
        if (side > 0) {
            intent.want(Intent.LONG, releaseUp, strength);
        } else if (allowShort) {
            intent.want(Intent.SHORT, releaseDown, strength);
        }
    }
}
