package io.ringfence.engine.portfolio;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * The last {@value #REMEMBERED} fills of every instrument by trade and side, so that a report that comes twice counts once:
 * from the stream, or again from the account's history, in any order. The venue's trade ids grow, so a history's fill that is not
 * newer than one already forgotten is taken for known: it is older than {@value #REMEMBERED} others that were booked. Owned by {@code
 * portfolio}.
 */
final class TradeIds {
    static final int REMEMBERED = 256;

    private final long[] ids;
    private final int[] written;
    /** The newest of those forgotten. */
    private final long[] forgotten;

    TradeIds(final int maxInstruments) {
        ids = new long[(maxInstruments + 1) * REMEMBERED];
        written = new int[maxInstruments + 1];
        forgotten = new long[maxInstruments + 1];
    }

    static long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * ((REMEMBERED + 1) * Long.BYTES + Integer.BYTES) + Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putInts(written, 0, highestInstrument + 1);
        state.putLongs(forgotten, 0, highestInstrument + 1);
        state.putLongs(ids, 0, (highestInstrument + 1) * REMEMBERED);
    }

    void load(final StateReader state, final int highestInstrument) {
        state.getInts(written, 0, highestInstrument + 1);
        state.getLongs(forgotten, 0, highestInstrument + 1);
        state.getLongs(ids, 0, (highestInstrument + 1) * REMEMBERED);
    }

    /** Whether {@code fill} is among the remembered ones. */
    boolean contains(final int instrument, final long fill) {
        final int from = instrument * REMEMBERED;
        final int to = from + Math.min(written[instrument], REMEMBERED);
        for (int i = from; i < to; i++) {
            if (ids[i] == fill) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code fill} is no newer than one that was booked and is forgotten. */
    boolean isForgotten(final int instrument, final long fill) {
        return written[instrument] >= REMEMBERED && fill <= forgotten[instrument];
    }

    /** Remembers {@code fill} in place of the oldest. */
    void add(final int instrument, final long fill) {
        final int count = written[instrument];
        final int at = instrument * REMEMBERED + count % REMEMBERED;
        if (count >= REMEMBERED) {
            forgotten[instrument] = Math.max(forgotten[instrument], ids[at]);
        }
        ids[at] = fill;
        // Stays within two rounds, so that it never wraps.
        written[instrument] = count + 1 == 2 * REMEMBERED ? REMEMBERED : count + 1;
    }

    /** The newest remembered; 0 if there is none. */
    long newest(final int instrument) {
        final int from = instrument * REMEMBERED;
        long newest = 0;
        for (int i = from; i < from + Math.min(written[instrument], REMEMBERED); i++) {
            newest = Math.max(newest, ids[i]);
        }
        return newest;
    }
}
