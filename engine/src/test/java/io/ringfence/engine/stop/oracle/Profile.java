package io.ringfence.engine.stop.oracle;

import java.util.List;

/**
 * A profile as the page has it; rules that are absent are null, lists empty.
 *
 * @param takerFee   parts of 1e9, one side
 * @param minStep    ticks
 * @param confirm    null: none
 * @param sessionEnd ns of the day, or {@link #NONE}
 */
record Profile(
        Trigger trigger,
        boolean feesIncluded,
        long takerFee,
        long minStep,
        Confirm confirm,
        Hard hard,
        BreakEven breakEven,
        List<Rung> profitLock,
        GiveBack giveBack,
        Trail trail,
        Chandelier chandelier,
        Sar sar,
        MaxAge time,
        long sessionEnd,
        List<Level> takeProfit) {
    static final long NONE = -1;

    enum Trigger {
        QUOTE,
        TRADE,
        MARK
    }

    /** Either of the two; the other is 0. */
    record Confirm(int events, long durationNs) {}

    /** @param fallback percentage in parts of 1e7, with ATR alone */
    record Hard(Measure distance, long fallback) {}

    record BreakEven(Measure trigger, Measure offset) {}

    record Rung(Measure at, Measure keep) {}

    /** @param share percentage in parts of 1e7 */
    record GiveBack(Measure activation, long share) {}

    record Trail(Measure activation, Measure distance) {}

    /** @param distance in ATR, whose timeframe is that of the bars */
    record Chandelier(int bars, Measure distance) {}

    record Sar(int timeframe, double step, double max) {}

    record MaxAge(long maxAgeNs, boolean onlyInLoss) {}

    /** @param portion percentage in parts of 1e7 */
    record Level(Measure at, long portion) {}
}
