package io.ringfence.gateway.binance;

/** Asks the venue for a book's snapshot. Called on the inbound thread; must not block. */
@FunctionalInterface
public interface SnapshotRequests {
    /**
     * Fetches the REST depth of {@code instrument} on another thread and hands its parts, in order, back to the inbound
     * thread for {@link BookSyncs#onSnapshotPart}. A request that fails need not be reported: it is repeated, ever more
     * slowly.
     */
    void request(int instrument);
}
