package io.ringfence.engine.portfolio;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * The last {@value #REMEMBERED} fills of every instrument by trade and side, so that a report that comes twice counts once. Owned
 * by {@code portfolio}.
 */
final class TradeIds {
    static final int REMEMBERED = 128;

    private final long[] ids;
    private final int[] written;

    TradeIds(final int maxInstruments) {
        ids = new long[(maxInstruments + 1) * REMEMBERED];
        written = new int[maxInstruments + 1];
    }

    /** Whether {@code tradeId} is among the remembered ones. */
    boolean contains(final int instrument, final long tradeId) {
        final int from = instrument * REMEMBERED;
        final int to = from + Math.min(written[instrument], REMEMBERED);
        for (int i = from; i < to; i++) {
            if (ids[i] == tradeId) {
                return true;
            }
        }
        return false;
    }

    static long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * (REMEMBERED * Long.BYTES + Integer.BYTES) + Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putInts(written, 0, highestInstrument + 1);
        state.putLongs(ids, 0, (highestInstrument + 1) * REMEMBERED);
    }

    void load(final StateReader state, final int highestInstrument) {
        state.getInts(written, 0, highestInstrument + 1);
        state.getLongs(ids, 0, (highestInstrument + 1) * REMEMBERED);
    }

    /** Remembers {@code tradeId} in place of the oldest. */
    void add(final int instrument, final long tradeId) {
        final int count = written[instrument];
        ids[instrument * REMEMBERED + count % REMEMBERED] = tradeId;
        // Stays within two rounds, so that it never wraps.
        written[instrument] = count + 1 == 2 * REMEMBERED ? REMEMBERED : count + 1;
    }
}
