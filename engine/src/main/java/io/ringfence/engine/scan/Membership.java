package io.ringfence.engine.scan;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * What operators have said of instruments while engines ran: added beside those that are configured, or dropped from them. It stands
 * through starts, until the other is said. In a dropped one nothing is opened; what is held goes as its strategy and its stop say.
 * Owned by {@code signals}; allocates nothing after it was made.
 */
public final class Membership {
    private static final byte ADDED = 1;
    private static final byte DROPPED = 2;

    /** 0: nothing. */
    private final byte[] said;

    public Membership(final int maxInstruments) {
        said = new byte[maxInstruments + 1];
    }

    public void add(final int instrument) {
        said[instrument] = ADDED;
    }

    public void drop(final int instrument) {
        said[instrument] = DROPPED;
    }

    /** Added, and not dropped since. */
    public boolean isAdded(final int instrument) {
        return instrument < said.length && said[instrument] == ADDED;
    }

    /** Dropped, and not added since. */
    public boolean isDropped(final int instrument) {
        return instrument < said.length && said[instrument] == DROPPED;
    }

    public static long stateBytes(final int highestInstrument) {
        return highestInstrument + 1L + Long.BYTES;
    }

    public void save(final StateWriter state, final int highestInstrument) {
        state.putBytes(said, 0, highestInstrument + 1);
    }

    public void load(final StateReader state, final int highestInstrument) {
        state.getBytes(said, 0, highestInstrument + 1);
    }
}
