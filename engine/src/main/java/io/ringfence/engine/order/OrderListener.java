package io.ringfence.engine.order;

import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.RiskRule;

/**
 * Told what was decided about orders. Orders are named by their row in the {@link OrderTable}; quantities in quantity
 * units, {@code side} 1 for buy and -1 for sell.
 */
interface OrderListener {
    /** The index that the next decision gets; part of the id of an order placed with it. */
    int nextIndex();

    /** Whether what one instrument can still cause fits in the present event. */
    boolean hasRoom();

    /**
     * @param price    the limit of an order that takes what it gets at once, or 0: whatever the market gives
     * @param replaced the stop at the venue whose place it takes in one step, or {@link DisasterTable#NONE}
     * @param strategy whose signal was the last of its instrument, from 1; 0: nobody's
     */
    void onPlaced(
            int order,
            long price,
            long referencePrice,
            long notional,
            long causeSequence,
            int causeIndex,
            int replaced,
            int strategy);

    void onCancelled(int order);

    /** @param attempt how often the venue has been asked with this one, from 1 */
    void onQueried(int order, int attempt);

    /** Every open position is guarded, {@code afterNs} of engine time after the generation's start. */
    void onGuarded(int positions, long afterNs);

    void onChanged(int order, OrderLife from, OrderLife to, int errorCode);

    void onRefused(int instrument, RiskRule rule, int side, boolean exit, long bound, long value, long quantity);

    void onAlarm(int instrument, int order, AlarmKind kind, long expected, long actual);

    /**
     * Disaster stops are named by their row in the {@link DisasterTable}.
     *
     * @param replaced the one whose place it takes in one step, or {@link DisasterTable#NONE}
     */
    void onDisasterPlaced(int disaster, long stopPrice, boolean byMark, int replaced);

    /** A position on spot was without stop at the venue and without exit, and is no longer. */
    void onNaked(int instrument, long durationNs, long quantity);

    /** @param attempt how often the venue has been asked to cancel this one, from 1 */
    void onDisasterCancelled(int disaster, int attempt);

    void onDisasterChanged(int disaster, DisasterLife from, DisasterLife to, int errorCode);
}
