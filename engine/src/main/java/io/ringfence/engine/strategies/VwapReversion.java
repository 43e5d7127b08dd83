package io.ringfence.engine.strategies;

import io.ringfence.engine.strategy.Candle;
import io.ringfence.engine.strategy.Indicator;
import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.Reason;
import io.ringfence.engine.strategy.Series;
import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import io.ringfence.engine.strategy.StrategyKind;
import io.ringfence.engine.strategy.View;

/**
 * Leans against excursions from the volume-weighted average price: long when the close is {@code entry} standard deviations below
 * the rolling VWAP, flat when it is back within {@code exit}; the mirror image short, if allowed. Stays out while the ADX says
 * that there is a trend.
 *
 * <p><b>Works</b> in liquid markets within a session, where large orders push the price and leave. <b>Doesn't</b> on days with a
 * direction: the ADX needs its length to notice, and until then every step away looks like a bargain; needs a stop.
 *
 * <p>Strength is the excursion in standard deviations.
 */
public final class VwapReversion implements Strategy {
    private final Indicator vwap;
    private final Indicator deviation;
    private final Indicator adx;
    private final double entry;
    private final double exit;
    private final double calm;
    private final boolean allowShort;
    private final Reason farBelow;
    private final Reason farAbove;
    private final Reason back;
    private final Reason closed;

    private VwapReversion(final Setup setup) {
        final Series series = setup.series("timeframe", "5m");
        final int length = setup.whole("length", 48, 2, 1_000);
        vwap = series.feature("vwap_rolling").with("length", length).closed();
        deviation = series.feature("standard_deviation").with("length", length).closed();
        adx = series.feature("adx")
                .with("length", setup.whole("adx", 14, 1, 500))
                .closed("adx");
        entry = setup.number("entry", 2, 0.1, 10);
        exit = setup.number("exit", Math.min(0.25, entry), 0, entry);
        calm = setup.number("calm", 25, 1, 100);
        allowShort = setup.flag("allowShort", false);
        farBelow = setup.reason("far-below");
        farAbove = setup.reason("far-above");
        back = setup.reason("back-at-vwap");
        closed = setup.reason("closed-otherwise");
    }

    /** {@code vwap-reversion}. */
    public static final class Kind implements StrategyKind {
        @Override
        public String name() {
            return "vwap-reversion";
        }

        @Override
        public Strategy make(final Setup setup) {
            return new VwapReversion(setup);
        }
    }

    @Override
    public void onCandle(final Candle candle, final View view, final Intent intent) {
        if (!view.isReady(vwap) || !view.isReady(deviation) || !view.isReady(adx) || view.value(deviation) == 0) {
            return;
        }
        final double away = (candle.close() - view.value(vwap)) / view.value(deviation);
        if (view.wasClosed()) {
            intent.want(Intent.FLAT, closed, 0);
        } else if (view.target() == Intent.LONG && away >= -exit || view.target() == Intent.SHORT && away <= exit) {
            intent.want(Intent.FLAT, back, 0);
        } else if (view.target() == Intent.FLAT && view.value(adx) < calm && !candle.isGapped()) {
            enter(away, intent);
        }
    }

    private void enter(final double away, final Intent intent) {
        if (away <= -entry) {
            intent.want(Intent.LONG, farBelow, -away);
        } else if (away >= entry && allowShort) {
            intent.want(Intent.SHORT, farAbove, away);
        }
    }
}
