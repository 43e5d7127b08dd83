package io.ringfence.engine.testing;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.log.LogWriter;
import io.ringfence.journal.message.DecisionHeaderDecoder;
import io.ringfence.journal.message.EventHeaderDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One run's records as two generations, as if the engine had been restarted between two events with all its state. */
public final class SplitJournal {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int SECOND = 2;
    private static final int EVENT_EPOCH = HEADER + EventHeaderDecoder.epochEncodingOffset();
    private static final int DECISION_EPOCH = HEADER + DecisionHeaderDecoder.epochEncodingOffset();

    private final RecordedGeneration whole;
    private final long lastOfFirst;
    private final UnsafeBuffer copy = new UnsafeBuffer(new byte[1 << 16]);
    private final DecisionRecords records = new DecisionRecords();

    private SplitJournal(final RecordedGeneration whole, final long lastOfFirst) {
        this.whole = whole;
        this.lastOfFirst = lastOfFirst;
    }

    /** Writes generations 1 and 2 into {@code folder}; events up to {@code lastOfFirst} are the first one's. */
    public static void write(final RecordedGeneration whole, final long lastOfFirst, final Path folder) {
        final SplitJournal split = new SplitJournal(whole, lastOfFirst);
        try (Journal journal = Journal.open(folder)) {
            for (int epoch = 1; epoch <= SECOND; epoch++) {
                try (Generation generation = journal.start(GenerationOptions.defaults())) {
                    split.copyEvents(generation.events(), epoch);
                    split.copyDecisions(generation.decisions(), epoch);
                    generation.seal(generation.ended());
                }
            }
        }
    }

    private int epochOf(final long sequence) {
        return sequence <= lastOfFirst ? 1 : SECOND;
    }

    private void copyEvents(final LogWriter log, final int epoch) {
        try (LogReader events = whole.events()) {
            while (events.next()) {
                // Instruments are defined anew at each start; those of the run have low sequences.
                if (epochOf(events.sequence()) == epoch) {
                    copy.putBytes(0, events.buffer(), events.offset(), events.lengthBytes());
                    copy.putInt(EVENT_EPOCH, epoch, ByteOrder.LITTLE_ENDIAN);
                    patchOrderId(copy, 0, EventLayout.templateId(copy, 0));
                    log.append(events.sequence(), copy, 0, events.lengthBytes());
                }
            }
        }
    }

    private void copyDecisions(final LogWriter log, final int epoch) {
        try (LogReader decisions = whole.decisions()) {
            while (decisions.next()) {
                if (epochOf(decisions.sequence()) == epoch) {
                    copy.putBytes(0, decisions.buffer(), decisions.offset(), decisions.lengthBytes());
                    records.wrap(copy, 0, decisions.lengthBytes());
                    for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
                        copy.putInt(at + DECISION_EPOCH, epoch, ByteOrder.LITTLE_ENDIAN);
                        patchOrderId(copy, at, records.templateId(at));
                    }
                    log.append(decisions.sequence(), copy, 0, decisions.lengthBytes());
                }
            }
        }
    }

    private void patchOrderId(final MutableDirectBuffer buffer, final int at, final int templateId) {
        final int offset = switch (templateId) {
            case ExecutionReportDecoder.TEMPLATE_ID -> ExecutionReportDecoder.orderIdEncodingOffset();
            case OrderAnswerDecoder.TEMPLATE_ID -> OrderAnswerDecoder.orderIdEncodingOffset();
            case OrderPlacedDecoder.TEMPLATE_ID -> OrderPlacedDecoder.orderIdEncodingOffset();
            case OrderChangedDecoder.TEMPLATE_ID -> OrderChangedDecoder.orderIdEncodingOffset();
            default -> -1;
        };
        if (offset >= 0) {
            final int id = at + HEADER + offset;
            final long sequence = buffer.getLong(id + OrderIdDecoder.sequenceEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
            buffer.putInt(id + OrderIdDecoder.epochEncodingOffset(), epochOf(sequence), ByteOrder.LITTLE_ENDIAN);
        }
    }
}
