package io.ringfence.journal.dump;

import io.ringfence.journal.log.LogDamage;
import io.ringfence.journal.log.LogEnd;
import java.util.Map;
import java.util.Optional;

/**
 * A log in figures.
 *
 * @param end           where its good part ends
 * @param firstSequence 0 if it is empty
 * @param types         how many messages of each type, by name, the most frequent first; a record of the decision log
 *                      holds all decisions of its sequence
 * @param segments      files
 * @param fileBytes     their lengths; while the generation runs, and after a crash, that includes space not yet used
 * @param damage        what doesn't fit, if anything
 */
public record LogStat(
        LogEnd end,
        long firstSequence,
        Map<String, Long> types,
        int segments,
        long fileBytes,
        Optional<LogDamage> damage) {

    /** How many messages there are of all types. */
    public long messages() {
        return types.values().stream().mapToLong(Long::longValue).sum();
    }
}
