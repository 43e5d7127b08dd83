package io.ringfence.engine.config;

/**
 * When snapshots are taken; at a clean stop there is one whatever this says.
 *
 * @param every engine time between two, 0 for none by the clock
 * @param keep  how many of a generation are kept beside the one it began with, 1 to 1000; two at least
 *     are: without {@code durability: device} a loss of power may take the log below the newest, and then the one before it is
 *     what a start has
 */
public record SnapshotSettings(
        @Default("5m") Interval every, @Default("3") int keep) {
    private static final int LEAST_KEPT = 2;
    private static final int MAX_KEPT = 1_000;
    private static final long LEAST_NS = 1_000_000_000L;

    public SnapshotSettings {
        Range.check("snapshots.keep", keep, 1, MAX_KEPT);
        keep = Math.max(LEAST_KEPT, keep);
        if (every.ns() != 0 && every.ns() < LEAST_NS) {
            throw new InvalidSetting("snapshots.every", every, "must be 0 (none) or at least 1s");
        }
    }
}
