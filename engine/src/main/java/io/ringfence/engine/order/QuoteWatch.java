package io.ringfence.engine.order;

import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.AlarmKind;
import java.util.Arrays;

/**
 * Calls for help where what is held has lost its quotes, so that no stop of the engine's can fire: the market's connection is
 * down for too long, or the instrument's trades have been at prices beyond its last quote for too long. A market that is merely
 * quiet is told apart by that: its connection is up (the gateway pings), and nobody trades beyond its quote. Engine time of
 * events alone counts. Owned by {@code orders}.
 */
final class QuoteWatch {
    private static final long UP = 0;

    private final Instruments instruments;
    private final MarketPrices prices;
    private final Pursuit pursuit;
    private final OrderListener listener;
    private final long limitNs;
    /** What has been told and lasts. */
    private final boolean[] told;

    private long downSinceNs = UP;

    /** @param limitNs 0: nothing is told */
    QuoteWatch(
            final int maxInstruments,
            final long limitNs,
            final Instruments instruments,
            final MarketPrices prices,
            final Pursuit pursuit,
            final OrderListener listener) {
        this.limitNs = limitNs;
        this.instruments = instruments;
        this.prices = prices;
        this.pursuit = pursuit;
        this.listener = listener;
        told = new boolean[maxInstruments + 1];
    }

    static long stateBytes(final int highestInstrument) {
        return 2 * Long.BYTES + highestInstrument + 1L;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putLong(downSinceNs);
        state.putFlags(told, 0, highestInstrument + 1);
    }

    void load(final StateReader state, final int highestInstrument) {
        downSinceNs = state.getLong();
        state.getFlags(told, 0, highestInstrument + 1);
    }

    void generationStarted() {
        downSinceNs = UP;
        Arrays.fill(told, false);
    }

    void marketUp(final boolean up, final long nowNs) {
        if (up) {
            downSinceNs = UP;
        } else if (downSinceNs == UP) {
            downSinceNs = nowNs;
        }
    }

    /** Called on ticks once all is guarded. */
    void check(final long nowNs) {
        if (limitNs == 0) {
            return;
        }
        for (int i = 1; i <= instruments.highest() && listener.hasRoom(); i++) {
            final boolean isBlind = pursuit.isHeld(i) && isBlind(i, nowNs);
            if (isBlind && !told[i]) {
                listener.onAlarm(i, OrderTable.NO_ORDER, AlarmKind.QUOTE_MISSING, limitNs, nowNs - prices.quoteNs(i));
            }
            told[i] = isBlind;
        }
    }

    private boolean isBlind(final int instrument, final long nowNs) {
        final long contradictedNs = prices.contradictedNs(instrument);
        return contradictedNs != MarketPrices.AGREED && nowNs - contradictedNs > limitNs
                || downSinceNs != UP && nowNs - Math.max(downSinceNs, prices.quoteNs(instrument)) > limitNs;
    }
}
