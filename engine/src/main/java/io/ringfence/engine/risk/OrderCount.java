package io.ringfence.engine.risk;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * How many orders of all kinds went out, for the venue counts them in windows of its clock and refuses what is too much (-1015), an exit like any
 * other. Windows here are of engine time, and the one before counts with the present one: so there is no less than in any window of the venue's,
 * wherever that begins. Cancels aren't counted. Owned by {@code orders}; allocates nothing.
 */
final class OrderCount {
    static final int WINDOWS = 3;

    /** No limit in that window. */
    static final long NONE = 0;

    private static final long[] PERIODS_NS = {10_000_000_000L, 60_000_000_000L, 86_400_000_000_000L};
    /** Binance USD-M: ORDERS 300 in 10 s and 1,200 in a minute. */
    private static final long[] USDM = {300, 1_200, NONE};
    /** Binance spot: ORDERS 50 in 10 s and 160,000 in a day, the least that an account has. */
    private static final long[] SPOT = {50, NONE, 160_000};

    private static final int WINDOW = 0;
    private static final int COUNT = 1;
    private static final int BEFORE = 2;
    private static final int STRIDE = 3;

    private final long[] rows = new long[WINDOWS * STRIDE];

    static long stateBytes() {
        return (long) WINDOWS * STRIDE * Long.BYTES;
    }

    void save(final StateWriter state) {
        state.putLongs(rows, 0, rows.length);
    }

    void load(final StateReader state) {
        state.getLongs(rows, 0, rows.length);
    }

    /** An order goes out. */
    void add(final long nowNs) {
        for (int window = 0; window < WINDOWS; window++) {
            turn(window, nowNs);
            rows[window * STRIDE + COUNT]++;
        }
    }

    /** Orders of this window and the one before. */
    long within(final int window, final long nowNs) {
        turn(window, nowNs);
        return rows[window * STRIDE + COUNT] + rows[window * STRIDE + BEFORE];
    }

    private void turn(final int window, final long nowNs) {
        final int row = window * STRIDE;
        final long present = Math.floorDiv(nowNs, PERIODS_NS[window]);
        if (present != rows[row + WINDOW]) {
            rows[row + BEFORE] = present == rows[row + WINDOW] + 1 ? rows[row + COUNT] : 0;
            rows[row + COUNT] = 0;
            rows[row + WINDOW] = present;
        }
    }

    /** What the venue allows in {@code window}, or {@link #NONE}. */
    static long allowed(final boolean spot, final int window) {
        return (spot ? SPOT : USDM)[window];
    }
}
