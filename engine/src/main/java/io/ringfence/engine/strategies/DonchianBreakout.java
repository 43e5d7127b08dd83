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
 * Long when a candle closes above the highest high of the {@code entry} candles before it, flat when one closes below the lowest
 * low of the {@code exit} candles before it; the mirror image short, if allowed. The turtles' rule.
 *
 * <p><b>Works</b> where moves are rare and large: few winners pay for many small losses, so it needs many instruments and time.
 * <b>Doesn't</b> in ranges, whose edges it buys, nor on short candles, where fees eat the small breakouts.
 *
 * <p>Strength is the distance beyond the channel in ATRs.
 */
public final class DonchianBreakout implements Strategy {
    private final Indicator entryHigh;
    private final Indicator entryLow;
    private final Indicator exitHigh;
    private final Indicator exitLow;
    private final Indicator atr;
    private final boolean allowShort;
    private final Memory[] before;
    private final Reason breakUp;
    private final Reason breakDown;
    private final Reason channelEnds;
    private final Reason closed;

    private DonchianBreakout(final Setup setup) {
        final Series series = setup.series("timeframe", "1h");
        final int entry = setup.whole("entry", 20, 2, 1_000);
        final int exit = setup.whole("exit", Math.min(10, entry), 1, entry);
        entryHigh = channel(series, entry, "upper");
        entryLow = channel(series, entry, "lower");
        exitHigh = channel(series, exit, "upper");
        exitLow = channel(series, exit, "lower");
        atr = series.feature("atr")
                .with("length", setup.whole("atr", 20, 1, 500))
                .closed();
        allowShort = setup.flag("allowShort", false);
        before = new Memory[] {setup.memory(), setup.memory(), setup.memory(), setup.memory()};
        breakUp = setup.reason("break-up");
        breakDown = setup.reason("break-down");
        channelEnds = setup.reason("channel-ends");
        closed = setup.reason("closed-otherwise");
    }

    private static Indicator channel(final Series series, final int length, final String side) {
        return series.feature("donchian").with("length", length).closed(side);
    }

    /** {@code donchian-breakout}. */
    public static final class Kind implements StrategyKind {
        @Override
        public String name() {
            return "donchian-breakout";
        }

        @Override
        public Strategy make(final Setup setup) {
            return new DonchianBreakout(setup);
        }
    }

    @Override
    public void onCandle(final Candle candle, final View view, final Intent intent) {
        if (view.wasClosed()) {
            intent.want(Intent.FLAT, closed, 0);
        }
        // The channel of the candles before this one, which was the newest then.
        if (view.recall(before[0]) > 0 && view.isReady(atr) && !candle.isGapped()) {
            decide(candle.close(), view, intent);
        }
        if (view.isReady(entryHigh)) {
            view.remember(before[0], view.value(entryHigh));
            view.remember(before[1], view.value(entryLow));
            view.remember(before[2], view.value(exitHigh));
            view.remember(before[3], view.value(exitLow));
        }
    }

    private void decide(final long close, final View view, final Intent intent) {
        final double above = close - view.recall(before[0]);
        final double below = view.recall(before[1]) - close;
        if (above > 0) {
            intent.want(Intent.LONG, breakUp, strength(above, view));
        } else if (below > 0) {
            intent.want(allowShort ? Intent.SHORT : Intent.FLAT, breakDown, strength(below, view));
        } else if (view.target() == Intent.LONG && close < view.recall(before[3])
                || view.target() == Intent.SHORT && close > view.recall(before[2])) {
            intent.want(Intent.FLAT, channelEnds, 0);
        }
    }

    private double strength(final double distance, final View view) {
        return view.value(atr) > 0 ? distance / view.value(atr) : 0;
    }
}
