package io.ringfence.engine.history;

import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import org.agrona.DirectBuffer;

/** Hears what a journal holds, in order: each event, and behind it what was decided at it. */
public interface HistoryListener {
    /** What follows is this generation's. */
    default void onGeneration(final RecordedGeneration generation) {}

    /** The event stays where it is until the next call of this method. */
    void onEvent(DirectBuffer buffer, int offset, int lengthBytes);

    /** One decision of the event before, at {@code at} in {@code records}. */
    void onDecision(DecisionRecords records, int at);

    /** Whether it has heard enough. Asked after each event with its decisions. */
    default boolean isDone() {
        return false;
    }
}
