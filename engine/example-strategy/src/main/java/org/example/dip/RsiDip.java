package org.example.dip;

import io.ringfence.engine.strategy.Candle;
import io.ringfence.engine.strategy.Indicator;
import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.Reason;
import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import io.ringfence.engine.strategy.View;

/** Buys when the RSI is below {@code buyBelow}, sells when it is above {@code sellAbove}: the polling bot of the README, ported. */
public final class RsiDip implements Strategy {
    private final Indicator rsi;
    private final double buyBelow;
    private final double sellAbove;
    private final Reason cheap;
    private final Reason dear;

    RsiDip(final Setup setup) {
        rsi = setup.series("timeframe", "1m")
                .feature("rsi")
                .with("length", setup.whole("length", 14, 2, 500))
                .closed();
        buyBelow = setup.number("buyBelow", 30, 1, 99);
        sellAbove = setup.number("sellAbove", 70, 1, 99);
        cheap = setup.reason("cheap");
        dear = setup.reason("dear");
    }

    @Override
    public void onCandle(final Candle candle, final View view, final Intent intent) {
        if (!view.isReady(rsi)) {
            return;
        }
        if (view.value(rsi) < buyBelow) {
            intent.want(Intent.LONG, cheap, buyBelow - view.value(rsi));
        } else if (view.value(rsi) > sellAbove) {
            intent.want(Intent.FLAT, dear, 0);
        }
    }
}
