package io.ringfence.engine.portfolio;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * Fees in assets whose worth in the account's currency nobody knows here, by asset: a name's first 8 bytes, and the sum in 1e-8 of the
 * asset. The {@value #ASSETS} first are told apart, all others are one. Owned by {@code portfolio}; flat rows.
 */
final class OtherFees {
    static final int ASSETS = 16;

    private static final int OTHERS = ASSETS;

    private final long[] names = new long[ASSETS + 1];
    private final long[] sums = new long[ASSETS + 1];

    static long stateBytes() {
        return 2L * (ASSETS + 1) * Long.BYTES;
    }

    void save(final StateWriter state) {
        state.putLongs(names, 0, names.length);
        state.putLongs(sums, 0, sums.length);
    }

    void load(final StateReader state) {
        state.getLongs(names, 0, names.length);
        state.getLongs(sums, 0, sums.length);
    }

    /** @throws ArithmeticException if the sum doesn't fit */
    void add(final long name, final long amount) {
        final int row = rowOf(name);
        sums[row] = Math.addExact(sums[row], amount);
        names[row] = row == OTHERS ? 0 : name;
    }

    private int rowOf(final long name) {
        int row = 0;
        while (row < ASSETS && names[row] != name && names[row] != 0) {
            row++;
        }
        return row;
    }

    /** 1e-8 of the asset. */
    long of(final long name) {
        return sums[rowOf(name)];
    }
}
