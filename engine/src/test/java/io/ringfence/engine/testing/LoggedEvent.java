package io.ringfence.engine.testing;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.MessageHeaderDecoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/** A copy of one event of an event log. */
public record LoggedEvent(long sequence, byte[] bytes) {
    public int templateId() {
        return EventLayout.templateId(new UnsafeBuffer(bytes), 0);
    }

    public int instrument() {
        return EventLayout.instrument(new UnsafeBuffer(bytes), 0);
    }

    public long receiveTimeNs() {
        return EventLayout.receiveTimeNs(new UnsafeBuffer(bytes), 0);
    }

    /** {@code decoder} wrapped around this event. */
    public <T extends MessageDecoderFlyweight> T as(final T decoder) {
        if (decoder.sbeTemplateId() != templateId()) {
            throw new AssertionError("event has template " + templateId() + ", not " + decoder.sbeTemplateId());
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        decoder.wrap(buffer, MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        return decoder;
    }
}
