package io.ringfence.engine.order;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.event.EventLayout;
import java.util.Arrays;

/**
 * Whether entries are allowed at all: what operators say, the state of order entry and user data, and how far the generation
 * has come since its start:
 *
 * <pre>
 *   started ──▶ order entry up ──▶ reconciled ──▶ guarded ──▶ entries
 *                                   ▲      │
 *                                   └──────┘ user data lost
 * </pre>
 *
 * Owned by {@code orders}.
 */
final class EntryGate {
    /** A connection that died without a word is noticed some 15 s later; the rest is for clocks and for a venue that tells late. */
    private static final long MARGIN_NS = 600_000_000_000L;

    /** Between two events there is a tick at least, unless the process stood still. */
    private static final long STANDSTILL_NS = 60_000_000_000L;

    private static final long AGREED = Long.MIN_VALUE;
    private static final int ALL = 0;

    private final boolean[] stopped;
    private final boolean[] held;
    /** What the venue states a position to be where it isn't ours, or {@link #AGREED}. */
    private final long[] stated;
    /** How often in a row the venue stated another position. */
    private final int[] mismatches;
    /** Venue time of the newest fill. */
    private final long[] filledNs;

    private boolean allStopped;
    private boolean ending;
    private boolean orderEntryUp;
    private boolean reportsLost;
    private boolean reconciles;
    private boolean reconciling;
    private boolean guarded = true;
    private boolean diskLow;
    private long diskMarkBytes;
    private long diskFreeBytes;
    private long firstNs;
    private long nowNs;
    /** Venue time. */
    private long knownUntilNs;
    /** The venue's clock less the engine's. */
    private long offsetNs;

    private boolean firstGeneration;
    /** Venue time before the last standstill; 0: there was none. */
    private long heardUntilNs;

    private long standstillEndedNs;

    EntryGate(final int maxInstruments) {
        stopped = new boolean[maxInstruments + 1];
        held = new boolean[maxInstruments + 1];
        stated = new long[maxInstruments + 1];
        Arrays.fill(stated, AGREED);
        filledNs = new long[maxInstruments + 1];
        mismatches = new int[maxInstruments + 1];
    }

    /**
     * A generation starts: nothing is up, nothing known of the account.
     *
     * @param reconciles whether the engine of that generation reconciles and guards before it enters; those whose journals
     *     have schema version 0 didn't
     * @param stopsLifted whether what operators stopped before ends with this start
     * @param entriesHeld whether an operator has to resume entries first
     * @param startNs     engine time
     */
    void generationStarted(
            final boolean reconciles, final boolean stopsLifted, final boolean entriesHeld, final long startNs) {
        firstGeneration = firstNs == 0;
        firstNs = firstGeneration ? startNs : firstNs;
        nowNs = nowNs == 0 ? startNs : nowNs;
        lose();
        offsetNs = 0;
        this.reconciles = reconciles;
        reconciling = reconciles;
        guarded = !reconciles;
        orderEntryUp = false;
        reportsLost = false;
        ending = false;
        diskLow = false;
        if (stopsLifted) {
            allStopped = false;
            Arrays.fill(stopped, false);
        }
        Arrays.fill(held, entriesHeld);
        Arrays.fill(stated, AGREED);
        Arrays.fill(mismatches, 0);
    }

    static long stateBytes(final int highestInstrument) {
        return 17 * Long.BYTES + 2 * (Long.BYTES + highestInstrument + 1L) + 3 * (highestInstrument + 2L) * Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putFlag(allStopped);
        state.putFlag(ending);
        state.putFlag(orderEntryUp);
        state.putFlag(reportsLost);
        state.putFlag(reconciles);
        state.putFlag(reconciling);
        state.putFlag(guarded);
        state.putFlag(diskLow);
        state.putLong(diskMarkBytes);
        state.putLong(diskFreeBytes);
        state.putLong(firstNs);
        state.putLong(nowNs);
        state.putLong(knownUntilNs);
        state.putLong(offsetNs);
        state.putFlag(firstGeneration);
        state.putLong(heardUntilNs);
        state.putLong(standstillEndedNs);
        state.putFlags(stopped, 0, highestInstrument + 1);
        state.putFlags(held, 0, highestInstrument + 1);
        state.putLongs(stated, 0, highestInstrument + 1);
        state.putLongs(filledNs, 0, highestInstrument + 1);
        state.putInts(mismatches, 0, highestInstrument + 1);
    }

    void load(final StateReader state, final int highestInstrument) {
        allStopped = state.getFlag();
        ending = state.getFlag();
        orderEntryUp = state.getFlag();
        reportsLost = state.getFlag();
        reconciles = state.getFlag();
        reconciling = state.getFlag();
        guarded = state.getFlag();
        diskLow = state.getFlag();
        diskMarkBytes = state.getLong();
        diskFreeBytes = state.getLong();
        firstNs = state.getLong();
        nowNs = state.getLong();
        knownUntilNs = state.getLong();
        offsetNs = state.getLong();
        firstGeneration = state.getFlag();
        heardUntilNs = state.getLong();
        standstillEndedNs = state.getLong();
        state.getFlags(stopped, 0, highestInstrument + 1);
        state.getFlags(held, 0, highestInstrument + 1);
        // What is defined from here on is held as all were at the generation's start.
        Arrays.fill(held, highestInstrument + 1, held.length, held[ALL]);
        state.getLongs(stated, 0, highestInstrument + 1);
        state.getLongs(filledNs, 0, highestInstrument + 1);
        state.getInts(mismatches, 0, highestInstrument + 1);
    }

    /** No entries until {@link #resume}; {@code instrument} 0 means all. */
    void stop(final int instrument) {
        if (instrument == 0) {
            allStopped = true;
        } else {
            stopped[instrument] = true;
        }
    }

    /** No entries in {@code instrument} until {@link #resume} or the next generation. */
    void hold(final int instrument) {
        held[instrument] = true;
    }

    /** How often in a row the venue has stated another position. */
    int mismatches(final int instrument) {
        return mismatches[instrument];
    }

    void mismatches(final int instrument, final int times) {
        mismatches[instrument] = times;
    }

    void resume(final int instrument) {
        if (instrument == 0) {
            allStopped = false;
            Arrays.fill(stopped, false);
            Arrays.fill(held, false);
        } else {
            stopped[instrument] = false;
            held[instrument] = false;
        }
    }

    /** The engine is ending: no entries any more. */
    void end() {
        ending = true;
    }

    void orderEntryUp(final boolean up) {
        orderEntryUp = up;
    }

    /** Without user data the fills of an order would go unheard; what went unheard is told before {@link #reconciled}. */
    void reportsLost(final boolean lost) {
        lose();
        // When they come back, too: a reconciliation that the loss overtook doesn't count.
        reconciling |= reconciles;
        reportsLost = lost;
    }

    /** From here on fills may go unheard. */
    private void lose() {
        if (!reconciling) {
            knownUntilNs = heardUntilNs();
        }
    }

    /** A connection that broke during a standstill is noticed behind it, and what it didn't tell is older than that. */
    private long heardUntilNs() {
        final boolean stoodStill = heardUntilNs != 0 && nowNs - standstillEndedNs < MARGIN_NS;
        return stoodStill ? heardUntilNs : nowNs + offsetNs;
    }

    /** How far the venue's clock is ahead of the engine's has been measured; the next start's host may have another. */
    void clockOffset(final long venueMinusEngineNs) {
        if (firstGeneration) {
            firstNs += venueMinusEngineNs - offsetNs;
            knownUntilNs += venueMinusEngineNs - offsetNs;
        }
        offsetNs = venueMinusEngineNs;
    }

    /** Called last at every event. */
    void passed(final long nowNs) {
        if (reconciles && !reconciling && nowNs - this.nowNs > STANDSTILL_NS) {
            heardUntilNs = this.nowNs + offsetNs;
            standstillEndedNs = nowNs;
        }
        this.nowNs = nowNs;
    }

    /** Engine time of the newest event. */
    long timeNs() {
        return nowNs;
    }

    /**
     * Venue time up to which every fill of the account is booked or older than the first generation; with a margin, since
     * the last of them may not have been told any more. Until an offset is measured the two clocks are taken for one.
     */
    long knownUntilNs() {
        return Math.max(firstNs, (reconciling ? knownUntilNs : heardUntilNs()) - MARGIN_NS);
    }

    /** All that the account could tell is booked. */
    void reconciled() {
        reconciling = false;
        heardUntilNs = 0;
    }

    /** The venue states a position; if it isn't {@code ours}, entries wait until they agree. */
    void stated(final int instrument, final long quantity, final long ours) {
        stated[instrument] = quantity == ours ? AGREED : quantity;
    }

    /** Our position is {@code quantity} now: perhaps what the venue stated before it told the fill. */
    void settled(final int instrument, final long quantity) {
        if (stated[instrument] == quantity) {
            stated[instrument] = AGREED;
            mismatches[instrument] = 0;
        }
    }

    /** A fill was booked; {@code venueTimeNs} may be absent. */
    void filled(final int instrument, final long venueTimeNs) {
        filledNs[instrument] = Math.max(filledNs[instrument], venueTimeNs);
    }

    /** Whether what the venue states of a position is older than a fill that is booked. */
    boolean isOutdated(final int instrument, final long venueTimeNs) {
        return venueTimeNs != EventLayout.NO_TIME && venueTimeNs < filledNs[instrument];
    }

    /** Every open position is guarded. */
    void guarded() {
        guarded = true;
    }

    /** The journal's disk has come to another level: what is opened now may not be recorded to its end. */
    void disk(final boolean low, final long markBytes, final long freeBytes) {
        diskLow = low;
        diskMarkBytes = markBytes;
        diskFreeBytes = freeBytes;
    }

    boolean isDiskLow() {
        return diskLow;
    }

    long diskMarkBytes() {
        return diskMarkBytes;
    }

    long diskFreeBytes() {
        return diskFreeBytes;
    }

    boolean isStopped(final int instrument) {
        return ending || allStopped || stopped[instrument];
    }

    /** False until the order entry is reported up, and while its reports are lost: entries fail closed. */
    boolean isOrderEntryUp() {
        return orderEntryUp && !reportsLost;
    }

    /** Whether this generation's engine reconciles at all. */
    boolean reconciles() {
        return reconciles;
    }

    boolean isReconciling() {
        return reconciling;
    }

    boolean hasDrifted(final int instrument) {
        return stated[instrument] != AGREED;
    }

    boolean isGuarded() {
        return guarded;
    }

    boolean isAnyHeld() {
        for (final boolean one : held) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    /** Whether entries wait for an operator since the start. */
    boolean isHeld(final int instrument) {
        return held[instrument];
    }
}
