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
 * Long when the fast EMA crosses above the slow one, short (or flat, as configured) when it crosses below; an RSI that
 * says the move is already spent makes the cross no signal.
 *
 * <p><b>Works</b> in trends that last many times the slow length. <b>Doesn't</b> in sideways markets, where every turn is a
 * cross and every cross a loss of about the averages' distance, fees not counted; nor right after a jump, which it follows
 * late.
 *
 * <p>A cross needs two bars: the side the fast EMA was on, and the other one. The first bar with both values only
 * tells the side, and so does a gapped bar, since its cross may be the gap's. Equal EMAs are no side. Strength is the
 * distance of the EMAs in ATRs, 0 while there is no ATR.
 */
public final class EmaCross implements Strategy {
    private static final int ABOVE = 1;
    private static final int BELOW = -1;
    private static final int NO_SIDE = 0;

    private final Indicator fast;
    private final Indicator slow;
    private final Indicator rsi;
    private final Indicator atr;
    private final double rsiLongMax;
    private final double rsiShortMin;
    private final boolean allowShort;
    private final Memory lastSide;
    private final Reason crossUp;
    private final Reason crossDown;

    private EmaCross(final Setup setup) {
        final Series series = setup.series("timeframe", "1m");
        final int slowLength = setup.whole("slow", 26, 2, 5_000);
        fast = ema(series, setup.whole("fast", Math.min(12, slowLength - 1), 1, slowLength - 1));
        slow = ema(series, slowLength);
        rsi = series.feature("rsi")
                .with("length", setup.whole("rsi", 14, 1, 5_000))
                .closed();
        atr = series.feature("atr")
                .with("length", setup.whole("atr", 14, 1, 5_000))
                .closed();
        rsiLongMax = setup.number("rsiLongMax", 100, 0, 100);
        rsiShortMin = setup.number("rsiShortMin", 0, 0, 100);
        allowShort = setup.flag("allowShort", false);
        lastSide = setup.memory();
        crossUp = setup.reason("cross-up");
        crossDown = setup.reason("cross-down");
    }

    private static Indicator ema(final Series series, final int length) {
        return series.feature("ema").with("length", length).closed();
    }

    /** {@code ema-cross}. */
    public static final class Kind implements StrategyKind {
        @Override
        public String name() {
            return "ema-cross";
        }

        @Override
        public Strategy make(final Setup setup) {
            return new EmaCross(setup);
        }
    }

    @Override
    public void onCandle(final Candle candle, final View view, final Intent intent) {
        if (!view.isReady(fast) || !view.isReady(slow) || !view.isReady(rsi)) {
            return;
        }
        final int side = (int) Math.signum(view.value(fast) - view.value(slow));
        final int before = (int) view.recall(lastSide);
        if (side == NO_SIDE || side == before) {
            return;
        }
        view.remember(lastSide, side);
        if (before == NO_SIDE || candle.isGapped()) {
            return;
        }
        if (side == ABOVE && view.value(rsi) <= rsiLongMax) {
            intent.want(Intent.LONG, crossUp, strength(view));
        } else if (side == BELOW && view.value(rsi) >= rsiShortMin) {
            intent.want(allowShort ? Intent.SHORT : Intent.FLAT, crossDown, strength(view));
        }
    }

    private double strength(final View view) {
        final double distance = Math.abs(view.value(fast) - view.value(slow));
        return view.isReady(atr) && view.value(atr) > 0 ? distance / view.value(atr) : 0;
    }
}
