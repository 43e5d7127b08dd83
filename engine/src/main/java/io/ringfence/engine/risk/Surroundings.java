package io.ringfence.engine.risk;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * What inbound events say of the engine's surroundings: the clock, the venue's request limits, how far the stages are behind, the account's
 * margin. Owned by {@code orders}.
 */
final class Surroundings {
    private long clockOffsetNs;
    private long usedWeight;
    private long weightLimit;
    private long blockedUntilNs;
    private long lagEvents;
    private long ringSize;
    private long lagNs;
    private long marginBalance;
    private long maintenanceMargin;

    static long stateBytes() {
        return 9 * Long.BYTES;
    }

    void save(final StateWriter state) {
        state.putLong(clockOffsetNs);
        state.putLong(usedWeight);
        state.putLong(weightLimit);
        state.putLong(blockedUntilNs);
        state.putLong(lagEvents);
        state.putLong(ringSize);
        state.putLong(lagNs);
        state.putLong(marginBalance);
        state.putLong(maintenanceMargin);
    }

    void load(final StateReader state) {
        clockOffsetNs = state.getLong();
        usedWeight = state.getLong();
        weightLimit = state.getLong();
        blockedUntilNs = state.getLong();
        lagEvents = state.getLong();
        ringSize = state.getLong();
        lagNs = state.getLong();
        marginBalance = state.getLong();
        maintenanceMargin = state.getLong();
    }

    /** Another process: what was measured of the one before says nothing. */
    void generationStarted() {
        clockOffsetNs = 0;
        usedWeight = 0;
        weightLimit = 0;
        blockedUntilNs = 0;
        lagEvents = 0;
        ringSize = 0;
        lagNs = 0;
    }

    void clockOffset(final long offsetNs) {
        clockOffsetNs = offsetNs;
    }

    void requestUse(final long used, final long limit, final long untilNs) {
        usedWeight = used;
        weightLimit = limit;
        blockedUntilNs = untilNs;
    }

    void lag(final long events, final long size, final long ns) {
        lagEvents = events;
        ringSize = size;
        lagNs = ns;
    }

    void margin(final long balance, final long maintenance) {
        marginBalance = balance;
        maintenanceMargin = maintenance;
    }

    /** Venue less engine, signed. */
    long clockOffsetNs() {
        return clockOffsetNs;
    }

    long usedWeight() {
        return usedWeight;
    }

    /** 0 before any was heard of. */
    long weightLimit() {
        return weightLimit;
    }

    long blockedUntilNs() {
        return blockedUntilNs;
    }

    long lagEvents() {
        return lagEvents;
    }

    /** 0 before any lag was heard of. */
    long ringSize() {
        return ringSize;
    }

    long lagNs() {
        return lagNs;
    }

    /** Money; 0 before the venue stated it. */
    long marginBalance() {
        return marginBalance;
    }

    long maintenanceMargin() {
        return maintenanceMargin;
    }
}
