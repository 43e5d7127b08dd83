package io.ringfence.engine.stop;

import io.ringfence.journal.message.StopReason;

/** Told what became of a stop. Prices in price units; {@code quantity} is signed as the position. */
public interface StopListener {
    void onArmed(int instrument, long quantity, long stopPrice, long entryPrice);

    /** @param reason the rule that wants it there */
    void onMoved(int instrument, long quantity, long stopPrice, long previousPrice, long bestPrice, StopReason reason);

    /**
     * @param triggerPrice at or beyond the stop; with TIME and SESSION_END the last known one, 0 if there was none
     * @param slip         how far beyond
     * @param reason       the rule that fired
     */
    void onHit(int instrument, long quantity, long stopPrice, long triggerPrice, long slip, StopReason reason);

    /**
     * @param level    from 1
     * @param quantity the portion to close
     * @param price    that reached the level
     */
    void onTakeProfit(int instrument, int level, long quantity, long price);

    void onDisarmed(int instrument);
}
