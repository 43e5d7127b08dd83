package io.ringfence.engine.signal;

import io.ringfence.engine.config.ConfigHash;
import io.ringfence.engine.config.StrategySettings;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.SignalReason;

/**
 * Long when the fast EMA crosses above the slow one, short (or flat, as configured) when it crosses below; an RSI that
 * says the move is already spent makes the cross no signal. Works in trends, loses in sideways markets.
 *
 * <p>A cross needs two bars: the side the fast EMA was on, and the other one. The first bar with both values only
 * tells the side, and so does a gapped bar, since its cross may be the gap's. Equal EMAs are no side. Strength is the
 * distance of the EMAs in ATRs, 0 while there is no ATR.
 */
final class EmaCross implements Strategy {
    private static final byte NO_SIDE = 0;
    private static final byte ABOVE = 1;
    private static final byte BELOW = -1;

    private final StrategySettings settings;
    private final int timeframe;
    private final byte[] sides;

    EmaCross(final StrategySettings settings, final int timeframe, final int maxInstruments) {
        this.settings = settings;
        this.timeframe = timeframe;
        sides = new byte[maxInstruments + 1];
    }

    @Override
    public int timeframe() {
        return timeframe;
    }

    @Override
    public void onBar(final Bar bar, final Intent intent) {
        if (!bar.hasEmas() || !bar.hasRsi()) {
            return;
        }
        final byte side = side(bar);
        final byte before = sides[bar.instrument()];
        if (side == NO_SIDE || side == before) {
            return;
        }
        sides[bar.instrument()] = side;
        if (before == NO_SIDE || bar.isGapped()) {
            return;
        }
        if (side == ABOVE) {
            crossUp(bar, intent);
        } else {
            crossDown(bar, intent);
        }
    }

    @Override
    public long settingsHash() {
        return ConfigHash.of("EmaCross 1", settings.toString());
    }

    @Override
    public long maxStateBytes(final int highestInstrument) {
        return highestInstrument + 1L + Long.BYTES;
    }

    @Override
    public void save(final StateWriter state, final int highestInstrument) {
        state.putBytes(sides, 0, highestInstrument + 1);
    }

    @Override
    public void load(final StateReader state, final int highestInstrument) {
        state.getBytes(sides, 0, highestInstrument + 1);
    }

    private static byte side(final Bar bar) {
        if (bar.emaFast() == bar.emaSlow()) {
            return NO_SIDE;
        }
        return bar.emaFast() > bar.emaSlow() ? ABOVE : BELOW;
    }

    private void crossUp(final Bar bar, final Intent intent) {
        if (bar.rsi() <= settings.rsiLongMax()) {
            intent.want(Intent.LONG, SignalReason.CROSS_UP, strength(bar));
        }
    }

    private void crossDown(final Bar bar, final Intent intent) {
        if (bar.rsi() >= settings.rsiShortMin()) {
            intent.want(settings.allowShort() ? Intent.SHORT : Intent.FLAT, SignalReason.CROSS_DOWN, strength(bar));
        }
    }

    private static double strength(final Bar bar) {
        return bar.hasAtr() && bar.atr() > 0 ? Math.abs(bar.emaFast() - bar.emaSlow()) / bar.atr() : 0;
    }
}
