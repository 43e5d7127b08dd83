package io.ringfence.gateway.simulated;

/**
 * When positions pay for being held, and how much: as at Binance at every full eight hours of market time, until somebody makes it
 * oftener. Owned by the venue's event loop.
 */
final class Funding {
    private static final long EIGHT_HOURS_MS = 28_800_000;
    private static final long NS_PER_MS = 1_000_000;

    private long intervalMs = EIGHT_HOURS_MS;
    private long rate;
    private long lastMs;

    /**
     * From now on.
     *
     * @param intervalMs at least 1
     * @param rate       part of the notional, 1e-8; positive: longs pay
     */
    void change(final long intervalMs, final long rate) {
        this.intervalMs = intervalMs;
        this.rate = rate;
    }

    /** Part of the notional, 1e-8. */
    long rate() {
        return rate;
    }

    /** The next time at or behind {@code timeMs} that is due. */
    long nextMs(final long timeMs) {
        return timeMs - timeMs % intervalMs + intervalMs;
    }

    /** Market time has come so far; whether it has gone over a time to pay. */
    boolean isDue(final long timeNs) {
        final long timeMs = timeNs / NS_PER_MS;
        final boolean due = lastMs != 0 && timeMs / intervalMs != lastMs / intervalMs;
        lastMs = timeMs;
        return due && rate != 0;
    }
}
