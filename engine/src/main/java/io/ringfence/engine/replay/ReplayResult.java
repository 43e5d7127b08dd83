package io.ringfence.engine.replay;

import java.util.List;
import java.util.Optional;

/**
 * What a replay found.
 *
 * @param epoch       the generation
 * @param behind      the sequence of the snapshot that it began with; 0: from the beginning
 * @param events      replayed; the parts of one depth update, or of a book snapshot, count as one
 * @param records     event records read
 * @param lastSequence of the last of them
 * @param decisions   concluded, over all sequences
 * @param hash        over all decisions' bytes, in order
 * @param divergences sequences whose decisions differ from the decision log's
 * @param first       the first of them
 * @param damage      which log ended early and why, if one did; of the decision log only if decisions were compared
 * @param skipped     snapshots that could have been begun with but for the reason that is said
 * @param elapsedNs   time taken
 */
public record ReplayResult(
        int epoch,
        long behind,
        long events,
        long records,
        long lastSequence,
        long decisions,
        long hash,
        long divergences,
        Optional<Divergence> first,
        Optional<String> damage,
        List<String> skipped,
        long elapsedNs) {
    /** Whether the decisions are the recorded ones, and all of both logs could be read. */
    public boolean isClean() {
        return divergences == 0 && damage.isEmpty();
    }

    /** For people, if decisions were compared. */
    public String verdict() {
        return first.map(divergence -> divergences + " divergences, first: " + divergence)
                .orElse("no divergence: every decision as recorded");
    }

    public double recordsPerSecond() {
        return records * 1e9 / Math.max(1, elapsedNs);
    }
}
