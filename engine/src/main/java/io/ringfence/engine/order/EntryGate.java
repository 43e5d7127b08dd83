package io.ringfence.engine.order;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.Arrays;

/** Whether entries are allowed at all: what operators and the order entry's state say. Owned by {@code orders}. */
final class EntryGate {
    private final boolean[] stopped;
    private boolean allStopped;
    private boolean ending;
    private boolean orderEntryUp;
    private boolean reportsLost;

    EntryGate(final int maxInstruments) {
        stopped = new boolean[maxInstruments + 1];
    }

    static long stateBytes(final int highestInstrument) {
        return 5 * Long.BYTES + highestInstrument + 1L;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putFlag(allStopped);
        state.putFlag(ending);
        state.putFlag(orderEntryUp);
        state.putFlag(reportsLost);
        state.putFlags(stopped, 0, highestInstrument + 1);
    }

    void load(final StateReader state, final int highestInstrument) {
        allStopped = state.getFlag();
        ending = state.getFlag();
        orderEntryUp = state.getFlag();
        reportsLost = state.getFlag();
        state.getFlags(stopped, 0, highestInstrument + 1);
    }

    /** A generation begins: nothing is connected, and it isn't ending. What an operator stopped stays so. */
    void begin() {
        ending = false;
        orderEntryUp = false;
        reportsLost = false;
    }

    /** No entries until {@link #resume}; {@code instrument} 0 means all. */
    void stop(final int instrument) {
        if (instrument == 0) {
            allStopped = true;
        } else {
            stopped[instrument] = true;
        }
    }

    void resume(final int instrument) {
        if (instrument == 0) {
            allStopped = false;
            Arrays.fill(stopped, false);
        } else {
            stopped[instrument] = false;
        }
    }

    /** The engine is ending: no entries any more. */
    void end() {
        ending = true;
    }

    void orderEntryUp(final boolean up) {
        orderEntryUp = up;
    }

    /** Without user data the fills of an order would go unheard. */
    void reportsLost(final boolean lost) {
        reportsLost = lost;
    }

    boolean isStopped(final int instrument) {
        return ending || allStopped || stopped[instrument];
    }

    /** False until the order entry is reported up, and while its reports are lost: entries fail closed. */
    boolean isOrderEntryUp() {
        return orderEntryUp && !reportsLost;
    }
}
