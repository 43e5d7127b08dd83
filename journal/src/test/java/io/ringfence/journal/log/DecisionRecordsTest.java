package io.ringfence.journal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.RiskRejectEncoder;
import io.ringfence.journal.message.SignalEncoder;
import io.ringfence.journal.message.StopDisarmedEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DecisionRecordsTest {
    private static final int OFFSET = 12;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DecisionRecords records = new DecisionRecords();
    private int end = OFFSET;

    @Test
    void shouldWalkOverTheSectionsOfOneSequence() {
        final SignalEncoder signal = new SignalEncoder().wrapAndApplyHeader(buffer, end + 4, header);
        signal.header().sequence(42).epoch(3).instrument(7).account(1).index(0x300);
        finish(signal.encodedLength());
        final StopDisarmedEncoder disarmed = new StopDisarmedEncoder().wrapAndApplyHeader(buffer, end + 4, header);
        disarmed.header().sequence(42).epoch(3).instrument(8).account(1).index(0x400);
        finish(disarmed.encodedLength());
        final RiskRejectEncoder reject = new RiskRejectEncoder().wrapAndApplyHeader(buffer, end + 4, header);
        reject.header().sequence(42).epoch(3).instrument(7).account(1).index(0x500);
        finish(reject.encodedLength());

        records.wrap(buffer, OFFSET, end - OFFSET);

        final int first = records.first();
        assertEquals(SignalEncoder.TEMPLATE_ID, records.templateId(first));
        assertEquals(42, records.sequence(first));
        assertEquals(3, records.epoch(first));
        assertEquals(7, records.instrument(first));
        assertEquals(1, records.account(first));
        assertEquals(0x300, records.index(first));
        final int second = records.next(first);
        assertEquals(StopDisarmedEncoder.TEMPLATE_ID, records.templateId(second));
        assertEquals(MessageHeaderEncoder.ENCODED_LENGTH + disarmed.encodedLength(), records.lengthBytes(second));
        final int third = records.next(second);
        assertEquals(RiskRejectEncoder.TEMPLATE_ID, records.templateId(third));
        assertEquals(DecisionRecords.END, records.next(third));
    }

    @Test
    void shouldFindNothingInAnEmptyPayload() {
        assertEquals(DecisionRecords.END, records.wrap(buffer, OFFSET, 0).first());
    }

    @Test
    void shouldSayWhereALengthIsNonsense() {
        buffer.putInt(OFFSET, 4_000);

        records.wrap(buffer, OFFSET, 200);

        final IllegalStateException refused = assertThrows(IllegalStateException.class, records::first);
        assertTrue(refused.getMessage().contains("byte=0 of 200 says lengthBytes=4000"), refused.getMessage());
    }

    private void finish(final int encodedLength) {
        final int lengthBytes = MessageHeaderEncoder.ENCODED_LENGTH + encodedLength;
        buffer.putInt(end, lengthBytes);
        end += 4 + ((lengthBytes + 3) & -4);
    }
}
