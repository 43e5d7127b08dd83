package io.ringfence.engine.assembly;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.OperatorCommandDecoder;
import io.ringfence.journal.message.SnapshotRequestDecoder;
import org.agrona.DirectBuffer;

/**
 * Says where in the one order an operator's commands ended up. Written by the inbound thread alone (release), read by the
 * thread that gave them.
 */
final class CommandEcho {
    private long count;
    /** Written last: whoever sees a count sees its sequence. */
    private volatile Taken newest = new Taken(0, 0);

    /**
     * @param count    commands so far
     * @param sequence of the newest
     */
    record Taken(long count, long sequence) {}

    /** Called from the inbound thread for every event that was handed over, once it has its sequence. */
    void published(final DirectBuffer buffer, final int offset, final long sequence) {
        final int templateId = EventLayout.templateId(buffer, offset);
        if (templateId == OperatorCommandDecoder.TEMPLATE_ID || templateId == SnapshotRequestDecoder.TEMPLATE_ID) {
            newest = new Taken(++count, sequence); // As rare as operators are: the one allocation is theirs.
        }
    }

    Taken newest() {
        return newest;
    }
}
