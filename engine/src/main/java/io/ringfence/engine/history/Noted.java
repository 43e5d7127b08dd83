package io.ringfence.engine.history;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.message.DecisionHeaderDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.ReportOrigin;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/**
 * A copy of one record.
 *
 * @param epoch      the generation it lies in
 * @param sequence   of the event, or of the event that was decided on
 * @param timeNs     when that event was received, {@link #NO_TIME} if the event is lost; of a fill from the account's lists, when the
 *                   venue filled it
 * @param templateId which message
 * @param instrument 0: none
 * @param index      a decision's place within its event, 0 for an event
 * @param bytes      the SBE message
 */
public record Noted(
        int epoch, long sequence, long timeNs, int templateId, int instrument, int index, UnsafeBuffer bytes) {
    public static final long NO_TIME = Long.MIN_VALUE;

    private static final int FIRST_DECISION = 100;

    /** How long after {@code otherNs}, ns; -1 if the time of one isn't known. */
    long since(final long otherNs) {
        return timeNs == NO_TIME || otherNs == NO_TIME ? -1 : timeNs - otherNs;
    }

    static Noted event(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        return new Noted(
                EventLayout.epoch(buffer, offset),
                EventLayout.sequence(buffer, offset),
                timeNs(buffer, offset),
                EventLayout.templateId(buffer, offset),
                EventLayout.instrument(buffer, offset),
                0,
                copy(buffer, offset, lengthBytes));
    }

    /** When what the event at {@code offset} says happened, as far as it isn't only when it was heard of. */
    static long timeNs(final DirectBuffer buffer, final int offset) {
        final long venueTimeNs = EventLayout.venueTimeNs(buffer, offset);
        if (EventLayout.templateId(buffer, offset) != ExecutionReportDecoder.TEMPLATE_ID
                || venueTimeNs == EventLayout.NO_TIME) {
            return EventLayout.receiveTimeNs(buffer, offset);
        }
        final ExecutionReportDecoder report =
                new ExecutionReportDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        return report.origin() == ReportOrigin.HISTORY && report.tradeId() != 0
                ? venueTimeNs
                : EventLayout.receiveTimeNs(buffer, offset);
    }

    /** A decision that stands at {@code at} in {@code buffer}. */
    public static Noted decision(final DirectBuffer buffer, final int at, final int lengthBytes, final long timeNs) {
        final UnsafeBuffer copy = copy(buffer, at, lengthBytes);
        final DecisionHeaderDecoder header =
                new DecisionHeaderDecoder().wrap(copy, MessageHeaderDecoder.ENCODED_LENGTH);
        return new Noted(
                header.epoch(),
                header.sequence(),
                timeNs,
                new MessageHeaderDecoder().wrap(copy, 0).templateId(),
                header.instrument(),
                header.index(),
                copy);
    }

    static Noted decision(final DecisionRecords records, final int at, final long timeNs) {
        return new Noted(
                records.epoch(at),
                records.sequence(at),
                timeNs,
                records.templateId(at),
                records.instrument(at),
                records.index(at),
                copy(records.buffer(), at, records.lengthBytes(at)));
    }

    private static UnsafeBuffer copy(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[lengthBytes]);
        copy.putBytes(0, buffer, offset, lengthBytes);
        return copy;
    }

    boolean isDecision() {
        return templateId >= FIRST_DECISION;
    }

    /** {@code decoder} wrapped around this record, which is of its type. */
    public <D extends MessageDecoderFlyweight> D as(final D decoder) {
        if (decoder.sbeTemplateId() != templateId) {
            throw new IllegalStateException("templateId=" + templateId + " is not " + decoder.sbeTemplateId());
        }
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(bytes, 0);
        decoder.wrap(bytes, MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        return decoder;
    }
}
