package io.ringfence.journal.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What another process sees of an engine.
 *
 * @param epoch       its generation
 * @param pid         its process
 * @param startedMs   when that process started, since 1970
 * @param status      whether it still runs
 * @param ageMs       since the view was last written
 * @param engine      the newest event, decisions, profit; empty if no rows could be read
 * @param lanes       how far each lane is
 * @param instruments last prices, bar, position, stop
 * @param orders      without an end
 * @param trouble     why there are no rows, if there are none
 */
public record View(
        int epoch,
        long pid,
        long startedMs,
        Status status,
        long ageMs,
        Optional<JsonNode> engine,
        List<JsonNode> lanes,
        List<JsonNode> instruments,
        List<JsonNode> orders,
        Optional<String> trouble) {
    /** Whether the engine still runs. */
    public enum Status {
        /** It runs, and its view is not open yet. */
        STARTING,
        /** It runs and writes its view. */
        LIVE,
        /** It runs, and its view is old or abandoned. */
        STALE,
        /** It ended in order; what is shown is the end. */
        ENDED,
        /** It ended, but not in order: a stage, a lane or the disk failed; what is shown is the end. */
        HALTED,
        /** Its process is gone without an end; what is shown is what it last wrote. */
        GONE
    }
}
