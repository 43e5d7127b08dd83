package io.ringfence.engine.risk;

import java.util.function.IntToLongFunction;

/**
 * A sum over all instruments of which only what has changed is worked out anew, so that it costs what has happened rather than
 * what there is. It follows from what it sums up: not saved, but told of everything after a load. Owned by {@code orders};
 * allocates nothing after it was made.
 */
final class Total {
    private final IntToLongFunction part;
    private final long[] counted;
    private final Changes changes;
    private long sum;

    /** @param part what an instrument adds; 0 at first */
    Total(final int maxInstruments, final IntToLongFunction part) {
        this.part = part;
        counted = new long[maxInstruments + 1];
        changes = new Changes(maxInstruments);
    }

    /** What {@code instrument} adds may be another from now on. */
    void changed(final int instrument) {
        changes.add(instrument);
    }

    void allChanged() {
        changes.addAll();
    }

    /** @throws ArithmeticException if it doesn't fit, each time until it does */
    long sum() {
        while (!changes.isEmpty()) {
            final int instrument = changes.newest();
            final long now = part.applyAsLong(instrument);
            sum = Math.addExact(sum, Math.subtractExact(now, counted[instrument]));
            counted[instrument] = now;
            changes.removeNewest();
        }
        return sum;
    }
}
