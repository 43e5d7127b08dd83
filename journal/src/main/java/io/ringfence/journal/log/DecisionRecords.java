package io.ringfence.journal.log;

import io.ringfence.journal.message.DecisionHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Walks over the payload of a decision log's record: the sections of one sequence, one behind the other, in stage order.
 *
 * <pre>
 *   +--------+-------------------------+--------+-------------------------+--
 *   | length | messageHeader, decision | length | messageHeader, decision | ...
 *   | int32  | padded to 4 bytes       | int32  |                         |
 *   +--------+-------------------------+--------+-------------------------+--
 * </pre>
 *
 * {@code for (int at = d.first(); at != DecisionRecords.END; at = d.next(at)) { d.templateId(at) ... }}
 *
 * <p>A reused flyweight of one thread; allocates nothing.
 */
public final class DecisionRecords {
    /** What {@link #first} and {@link #next} return when there is no further record. */
    public static final int END = -1;

    /** Of every record, by padding behind it. */
    public static final int ALIGNMENT = Integer.BYTES;

    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final int TEMPLATE_ID = 2;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int MIN_RECORD_BYTES = HEADER + DecisionHeaderDecoder.ENCODED_LENGTH;
    private static final int SEQUENCE = HEADER + DecisionHeaderDecoder.sequenceEncodingOffset();
    private static final int EPOCH = HEADER + DecisionHeaderDecoder.epochEncodingOffset();
    private static final int INSTRUMENT = HEADER + DecisionHeaderDecoder.instrumentEncodingOffset();
    private static final int ACCOUNT = HEADER + DecisionHeaderDecoder.accountEncodingOffset();
    private static final int INDEX = HEADER + DecisionHeaderDecoder.indexEncodingOffset();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private DirectBuffer buffer;
    private int start;
    private int end;

    public DecisionRecords wrap(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        this.buffer = buffer;
        this.start = offset;
        this.end = offset + lengthBytes;
        return this;
    }

    /** Offset in {@link #buffer} of the first record's message header, or {@link #END}. */
    public int first() {
        return at(start);
    }

    /** Offset of the message header of the record behind the one at {@code at}, or {@link #END}. */
    public int next(final int at) {
        return at(start + ((at - start + lengthBytes(at) + ALIGNMENT - 1) & -ALIGNMENT));
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    /** Length of the record at {@code at}, message header included, padding not. */
    public int lengthBytes(final int at) {
        return buffer.getInt(at - LENGTH_BYTES, ORDER);
    }

    public int templateId(final int at) {
        return buffer.getShort(at + TEMPLATE_ID, ORDER) & 0xFFFF;
    }

    public long sequence(final int at) {
        return buffer.getLong(at + SEQUENCE, ORDER);
    }

    public int epoch(final int at) {
        return buffer.getInt(at + EPOCH, ORDER);
    }

    /** 0: none. */
    public int instrument(final int at) {
        return buffer.getInt(at + INSTRUMENT, ORDER);
    }

    /** 0: none. */
    public int account(final int at) {
        return buffer.getInt(at + ACCOUNT, ORDER);
    }

    /** Stage in the high byte, place within the stage's section in the low one. */
    public int index(final int at) {
        return buffer.getShort(at + INDEX, ORDER) & 0xFFFF;
    }

    private int at(final int lengthAt) {
        if (lengthAt >= end) {
            return END;
        }
        final int at = lengthAt + LENGTH_BYTES;
        final int lengthBytes = at <= end ? lengthBytes(at) : 0;
        if (lengthBytes < MIN_RECORD_BYTES || lengthBytes > end - at) {
            throw new IllegalStateException("decision record at byte=" + (lengthAt - start) + " of " + (end - start)
                    + " says lengthBytes=" + lengthBytes);
        }
        return at;
    }
}
