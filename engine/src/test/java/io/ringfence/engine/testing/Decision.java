package io.ringfence.engine.testing;

import io.ringfence.journal.message.DecisionHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/** A copy of one decision record. */
public record Decision(byte[] bytes) {
    public int templateId() {
        return header().templateId();
    }

    /** {@code decoder} wrapped around this record. */
    public <T extends MessageDecoderFlyweight> T as(final T decoder) {
        if (decoder.sbeTemplateId() != templateId()) {
            throw new AssertionError("decision has template " + templateId() + ", not " + decoder.sbeTemplateId());
        }
        decoder.wrap(
                new UnsafeBuffer(bytes),
                MessageHeaderDecoder.ENCODED_LENGTH,
                header().blockLength(),
                header().version());
        return decoder;
    }

    public DecisionHeaderDecoder id() {
        return new DecisionHeaderDecoder().wrap(new UnsafeBuffer(bytes), MessageHeaderDecoder.ENCODED_LENGTH);
    }

    private MessageHeaderDecoder header() {
        return new MessageHeaderDecoder().wrap(new UnsafeBuffer(bytes), 0);
    }
}
