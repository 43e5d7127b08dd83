package io.ringfence.engine.stop;

import io.ringfence.journal.message.StopReason;

/** Told what became of a stop. Prices in price units; {@code quantity} is the position's, signed. */
public interface StopListener {
    void onArmed(int instrument, long quantity, long stopPrice, long entryPrice);

    void onMoved(int instrument, long quantity, long stopPrice, long previousPrice, long bestPrice, StopReason reason);

    /** @param triggerPrice at or beyond the stop */
    void onHit(int instrument, long quantity, long stopPrice, long triggerPrice);

    void onDisarmed(int instrument);
}
