package io.ringfence.engine.risk;

/** Instruments of which something has changed since it was last looked at, each once. Owned by {@code orders}; allocates nothing. */
final class Changes {
    private final boolean[] isIn;
    private final int[] instruments;
    private int count;

    Changes(final int maxInstruments) {
        isIn = new boolean[maxInstruments + 1];
        instruments = new int[maxInstruments + 1];
    }

    void add(final int instrument) {
        if (!isIn[instrument]) {
            isIn[instrument] = true;
            instruments[count++] = instrument;
        }
    }

    /** Every instrument that there can be. */
    void addAll() {
        for (int instrument = 1; instrument < isIn.length; instrument++) {
            add(instrument);
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The one added last; there must be one. */
    int newest() {
        return instruments[count - 1];
    }

    void removeNewest() {
        isIn[instruments[--count]] = false;
    }
}
