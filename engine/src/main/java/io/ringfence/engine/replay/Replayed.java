package io.ringfence.engine.replay;

import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.snapshot.StageState;
import java.util.List;

/**
 * The state at the end of a replay.
 *
 * @param result        what the replay found
 * @param states        of all stages
 * @param events        where the event log is with the last event replayed
 * @param receiveTimeNs that event's, 0 if there is none
 */
public record Replayed(ReplayResult result, List<StageState> states, LogEnd events, long receiveTimeNs) {}
