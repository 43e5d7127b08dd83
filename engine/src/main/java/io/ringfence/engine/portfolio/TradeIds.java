package io.ringfence.engine.portfolio;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * The newest {@value #REMEMBERED} fills of every instrument by trade and side, so that a report that comes twice counts once:
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

    /**
     * Remembers {@code fill}, and forgets the lowest id if there are too many: by the time of booking a history's old fills would
     * push out the newer ones that the stream has told meanwhile, and the rest of the history would count as known.
     */
    void add(final int instrument, final long fill) {
        final int count = Math.min(written[instrument], REMEMBERED);
        if (count < REMEMBERED) {
            ids[instrument * REMEMBERED + count] = fill;
            written[instrument] = count + 1;
            return;
        }
        final int lowest = lowest(instrument);
        forgotten[instrument] = Math.max(forgotten[instrument], Math.min(ids[lowest], fill));
        ids[lowest] = Math.max(ids[lowest], fill);
    }

    private int lowest(final int instrument) {
        int lowest = instrument * REMEMBERED;
        for (int i = lowest + 1; i < (instrument + 1) * REMEMBERED; i++) {
            lowest = ids[i] < ids[lowest] ? i : lowest;
        }
        return lowest;
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
