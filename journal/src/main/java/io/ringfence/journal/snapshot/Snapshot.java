package io.ringfence.journal.snapshot;

import io.ringfence.journal.log.LogEnd;
import java.util.List;

/**
 * The state of all stages after one event.
 *
 * @param engineId          the engine's, which is part of its order ids
 * @param epoch             the generation that it is a state of
 * @param sequence          the event; 0: before the generation's first, what it starts from
 * @param receiveTimeNs     that event's; 0 for sequence 0
 * @param buildHash         of the engine that took it
 * @param configurationHash of the configuration it ran with
 * @param schemaVersion     of the messages at that time
 * @param events            where the generation's event log ended with that event
 * @param decisions         where its decision log ended with that event's decisions
 * @param stages            in the order in which an event passes them
 */
public record Snapshot(
        int engineId,
        int epoch,
        long sequence,
        long receiveTimeNs,
        long buildHash,
        long configurationHash,
        int schemaVersion,
        LogEnd events,
        LogEnd decisions,
        List<StageState> stages) {
    public Snapshot {
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence=" + sequence + " is negative");
        }
        stages = List.copyOf(stages);
    }

    /** Whether it is what its generation began with. */
    public boolean isOpening() {
        return sequence == 0;
    }

    /** The same for the same stages with the same state, whoever took it and where: see {@link StateHash}. */
    public long stateHash() {
        return StateHash.of(stages);
    }
}
