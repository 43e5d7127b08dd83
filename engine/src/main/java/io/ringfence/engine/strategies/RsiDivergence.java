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
import io.ringfence.engine.strategy.Trade;
import io.ringfence.engine.strategy.View;

/**
 * Takes a regular divergence of price and RSI between two swings: long after a lower low that the RSI didn't follow, short after a
 * higher high that it didn't. Leaves at a target of {@code target} ATRs, or gives up at {@code giveUp} ATRs against it, both
 * counted from the candle that confirmed the swing.
 *
 * <p><b>Works</b> at the end of moves that have lost their breath, on candles long enough for swings to mean something (15 m and
 * up). <b>Doesn't</b> in strong trends, which show one divergence after the other; a swing is known only {@code strength} candles
 * late, so in fast markets the move is over.
 *
 * <p>Strength is the distance of the RSI from 50 at that time, 0 to 1.
 */
public final class RsiDivergence implements Strategy {
    private static final double MIDDLE = 50;

    private final Indicator bullish;
    private final Indicator bearish;
    private final Indicator rsi;
    private final Indicator atr;
    private final double target;
    private final double giveUp;
    private final boolean allowShort;
    private final Memory high;
    private final Memory low;
    private final Reason lowerLow;
    private final Reason higherHigh;
    private final Reason targetReached;
    private final Reason gaveUp;
    private final Reason closed;

    private RsiDivergence(final Setup setup) {
        final Series series = setup.series("timeframe", "15m");
        final int length = setup.whole("length", 14, 2, 500);
        final int strength = setup.whole("strength", 5, 1, 50);
        final int reach = setup.whole("reach", 60, 2, 500);
        bullish = divergence(series, strength, reach, length, "regular_bullish");
        bearish = divergence(series, strength, reach, length, "regular_bearish");
        rsi = series.feature("rsi").with("length", length).closed();
        atr = series.feature("atr")
                .with("length", setup.whole("atr", 14, 1, 500))
                .closed();
        target = setup.number("target", 3, 0.1, 100);
        giveUp = setup.number("giveUp", 1.5, 0.1, 100);
        allowShort = setup.flag("allowShort", true);
        high = setup.memory();
        low = setup.memory();
        lowerLow = setup.reason("lower-low-not-followed");
        higherHigh = setup.reason("higher-high-not-followed");
        targetReached = setup.reason("target-reached");
        gaveUp = setup.reason("gave-up");
        closed = setup.reason("closed-otherwise");
    }

    private static Indicator divergence(
            final Series series, final int strength, final int reach, final int length, final String column) {
        return series.feature("divergence_rsi")
                .with("strength", strength)
                .with("reach", reach)
                .with("length", length)
                .closed(column);
    }

    /** {@code rsi-divergence}. */
    public static final class Kind implements StrategyKind {
        @Override
        public String name() {
            return "rsi-divergence";
        }

        @Override
        public Strategy make(final Setup setup) {
            return new RsiDivergence(setup);
        }
    }

    @Override
    public void onCandle(final Candle candle, final View view, final Intent intent) {
        if (!view.isReady(bullish) || !view.isReady(rsi) || !view.isReady(atr) || candle.isGapped()) {
            return;
        }
        if (view.wasClosed()) {
            intent.want(Intent.FLAT, closed, 0);
        }
        if (view.value(bullish) > 0) {
            enter(Intent.LONG, lowerLow, candle, view, intent);
        } else if (view.value(bearish) > 0 && allowShort) {
            enter(Intent.SHORT, higherHigh, candle, view, intent);
        }
    }

    private void enter(final int side, final Reason reason, final Candle candle, final View view, final Intent intent) {
        final double range = view.value(atr);
        view.remember(high, candle.close() + (side == Intent.LONG ? target : giveUp) * range);
        view.remember(low, candle.close() - (side == Intent.LONG ? giveUp : target) * range);
        intent.want(side, reason, Math.abs(view.value(rsi) - MIDDLE) / MIDDLE);
    }

    @Override
    public void onTrade(final Trade trade, final View view, final Intent intent) {
        if (view.target() == Intent.FLAT) {
            return;
        }
        if (trade.price() >= view.recall(high)) {
            intent.want(Intent.FLAT, view.target() == Intent.LONG ? targetReached : gaveUp, 0);
        } else if (trade.price() <= view.recall(low)) {
            intent.want(Intent.FLAT, view.target() == Intent.LONG ? gaveUp : targetReached, 0);
        }
    }
}
