package io.ringfence.engine.portfolio;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.event.EventLayout;
import java.util.Arrays;

/**
 * The last {@value #KEPT} charges of the wallet, so that each counts once: the stream tells them without a number, the venue's list later with
 * one, and the list may be told again. The two are the same if reason and amount are, and their times lie less than two seconds apart, for the list has
 * whole seconds, and those of funding up to one behind the hour; each is matched once, the nearest first. Owned by {@code portfolio}; allocates nothing.
 */
final class Charges {
    static final int KEPT = 1_024;

    private static final long NEAR_NS = 2_000_000_000L;
    private static final int NONE = -1;

    private static final int TIME = 0;
    private static final int CHANGE = 1;
    private static final int REASON = 2;
    /** The venue's number; 0: only the stream has told it. */
    private static final int ID = 3;

    private static final int STREAMED = 4;
    private static final int STRIDE = 5;

    private final long[] rows = new long[KEPT * STRIDE];
    private int count;
    private int next;

    static long stateBytes() {
        return 2 * Long.BYTES + KEPT * STRIDE * (long) Long.BYTES;
    }

    void save(final StateWriter state) {
        state.putLong(count);
        state.putLong(next);
        state.putLongs(rows, 0, count * STRIDE);
    }

    void load(final StateReader state) {
        count = state.getInt("charges", 0, KEPT);
        next = state.getInt("nextCharge", 0, KEPT - 1L);
        Arrays.fill(rows, 0);
        state.getLongs(rows, 0, count * STRIDE);
    }

    /**
     * Takes a charge.
     *
     * @param id the venue's number of it; 0 from the stream
     * @return whether it is new
     */
    boolean take(final long change, final int reason, final long timeNs, final long id) {
        if (timeNs == EventLayout.NO_TIME) {
            return true;
        }
        if (id != 0 && isListed(reason, id)) {
            return false;
        }
        final int row = nearest(change, reason, timeNs, id != 0);
        if (row == NONE) {
            add(change, reason, timeNs, id);
            return true;
        }
        if (id == 0) {
            rows[row + STREAMED] = 1;
        } else {
            rows[row + ID] = id;
        }
        return false;
    }

    private boolean isListed(final int reason, final long id) {
        for (int row = 0; row < count * STRIDE; row += STRIDE) {
            if (rows[row + ID] == id && rows[row + REASON] == reason) {
                return true;
            }
        }
        return false;
    }

    /** Of those that only the other way has told. */
    private int nearest(final long change, final int reason, final long timeNs, final boolean listed) {
        int found = NONE;
        long least = NEAR_NS;
        for (int row = 0; row < count * STRIDE; row += STRIDE) {
            final boolean open = listed ? rows[row + ID] == 0 : rows[row + STREAMED] == 0;
            final long apart = Math.abs(rows[row + TIME] - timeNs);
            if (open && rows[row + CHANGE] == change && rows[row + REASON] == reason && apart < least) {
                found = row;
                least = apart;
            }
        }
        return found;
    }

    private void add(final long change, final int reason, final long timeNs, final long id) {
        final int row = next * STRIDE;
        rows[row + TIME] = timeNs;
        rows[row + CHANGE] = change;
        rows[row + REASON] = reason;
        rows[row + ID] = id;
        rows[row + STREAMED] = id == 0 ? 1 : 0;
        next = (next + 1) % KEPT;
        count = Math.min(KEPT, count + 1);
    }
}
