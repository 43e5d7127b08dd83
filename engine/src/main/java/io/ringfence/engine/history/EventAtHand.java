package io.ringfence.engine.history;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.log.DecisionRecords;
import org.agrona.DirectBuffer;

/** The newest event that was told; decisions that follow are its own, unless a crash has cost theirs. */
final class EventAtHand {
    private DirectBuffer buffer;
    private int offset;
    private int lengthBytes;

    void take(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        this.buffer = buffer;
        this.offset = offset;
        this.lengthBytes = lengthBytes;
    }

    /** A copy of it. */
    Noted noted() {
        return Noted.event(buffer, offset, lengthBytes);
    }

    /** A copy of the event that was decided on; null if a crash has cost it. */
    Noted of(final DecisionRecords records, final int at) {
        return isOf(records, at) ? noted() : null;
    }

    /** A copy of the decision, with its event's time as far as there is that event. */
    Noted decision(final DecisionRecords records, final int at) {
        return Noted.decision(
                records, at, isOf(records, at) ? EventLayout.receiveTimeNs(buffer, offset) : Noted.NO_TIME);
    }

    private boolean isOf(final DecisionRecords records, final int at) {
        return buffer != null
                && EventLayout.sequence(buffer, offset) == records.sequence(at)
                && EventLayout.epoch(buffer, offset) == records.epoch(at);
    }
}
