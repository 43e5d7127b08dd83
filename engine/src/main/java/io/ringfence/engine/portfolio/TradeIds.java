package io.ringfence.engine.portfolio;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.Arrays;

/**
 * The newest {@value #REMEMBERED} fills of every instrument by trade and side, so that a report that comes twice counts once:
 * from the stream, or again from the account's history, in any order. The venue's trade ids grow, so a history's fill that is not
 * newer than one already forgotten is taken for known: it is older than {@value #REMEMBERED} others that were booked.
 *
 * <p>Each instrument has a ring, ascending from where its lowest id is: the newest fill takes the lowest one's place and needs to be
 * compared with the one before alone. Owned by {@code portfolio}; allocates nothing after a load.
 */
final class TradeIds {
    static final int REMEMBERED = 256;

    private static final int MASK = REMEMBERED - 1;

    private final long[] ids;
    private final int[] written;
    /** Where in its ring an instrument's lowest id is; it follows from the ids, so it isn't saved. */
    private final int[] lowest;
    /** The newest of those forgotten. */
    private final long[] forgotten;

    TradeIds(final int maxInstruments) {
        ids = new long[(maxInstruments + 1) * REMEMBERED];
        written = new int[maxInstruments + 1];
        lowest = new int[maxInstruments + 1];
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
        for (int instrument = 0; instrument <= highestInstrument; instrument++) {
            arrange(instrument);
        }
    }

    /** Finds the lowest. A state of before the ids were kept in order has them in any. */
    private void arrange(final int instrument) {
        final int count = count(instrument);
        final int from = instrument * REMEMBERED;
        int start = 0;
        int descents = 0;
        for (int place = 1; place < count; place++) {
            if (ids[from + place] < ids[from + place - 1]) {
                start = place;
                descents++;
            }
        }
        final boolean isRing = descents == 0 || descents == 1 && count == REMEMBERED && ids[from + MASK] < ids[from];
        if (!isRing) {
            Arrays.sort(ids, from, from + count);
        }
        lowest[instrument] = isRing ? start : 0;
    }

    private int count(final int instrument) {
        return Math.min(written[instrument], REMEMBERED);
    }

    /** Where the id is of which so many are lower. */
    private int index(final int instrument, final int lower) {
        return instrument * REMEMBERED + (lowest[instrument] + lower & MASK);
    }

    private long at(final int instrument, final int lower) {
        return ids[index(instrument, lower)];
    }

    /** Whether {@code fill} is among the remembered ones. */
    boolean contains(final int instrument, final long fill) {
        int from = 0;
        int to = count(instrument) - 1;
        if (to < 0 || fill > at(instrument, to)) {
            return false;
        }
        while (from < to) {
            final int middle = (from + to) >>> 1;
            if (at(instrument, middle) < fill) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return at(instrument, from) == fill;
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
        if (count(instrument) < REMEMBERED) {
            written[instrument]++;
        } else if (fill < at(instrument, 0)) {
            forgotten[instrument] = Math.max(forgotten[instrument], fill);
            return;
        } else {
            forgotten[instrument] = Math.max(forgotten[instrument], at(instrument, 0));
            lowest[instrument] = lowest[instrument] + 1 & MASK;
        }
        int place = count(instrument) - 1;
        while (place > 0 && at(instrument, place - 1) > fill) {
            ids[index(instrument, place)] = at(instrument, place - 1);
            place--;
        }
        ids[index(instrument, place)] = fill;
    }

    /** The newest remembered; 0 if there is none. */
    long newest(final int instrument) {
        final int count = count(instrument);
        return count == 0 ? 0 : Math.max(0, at(instrument, count - 1));
    }
}
