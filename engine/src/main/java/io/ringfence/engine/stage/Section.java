package io.ringfence.engine.stage;

import io.ringfence.journal.message.DecisionHeaderEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One stage's part of a slot: a row of finished SBE decision records, each behind its length.
 *
 * <pre>
 *   +--------+-------------------------+--------+-------------------------+--
 *   | length | messageHeader, decision | length | messageHeader, decision | ...
 *   | int32  | padded to 8 bytes       | int32  |                         |
 *   +--------+-------------------------+--------+-------------------------+--
 * </pre>
 *
 * Written by its stage alone, which empties it first; read by later stages of the same event. Writing:
 *
 * <pre>{@code
 *   int at = section.begin();
 *   encoder.wrapAndApplyHeader(section.buffer(), at, messageHeader).price(...);
 *   section.end(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());   // stamps the decision header
 * }</pre>
 *
 * Reading: {@code for (int at = s.first(); at != Section.END; at = s.next(at)) { s.templateId(at) ... }}
 */
public final class Section {
    /** What {@link #first} and {@link #next} return when there is no further record. */
    public static final int END = -1;

    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final int ALIGNMENT = Integer.BYTES;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int SEQUENCE = HEADER + DecisionHeaderEncoder.sequenceEncodingOffset();
    private static final int EPOCH = HEADER + DecisionHeaderEncoder.epochEncodingOffset();
    private static final int INSTRUMENT = HEADER + DecisionHeaderEncoder.instrumentEncodingOffset();
    private static final int ACCOUNT = HEADER + DecisionHeaderEncoder.accountEncodingOffset();
    private static final int INDEX = HEADER + DecisionHeaderEncoder.indexEncodingOffset();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int MAX_RECORDS = 256;

    /** Of an event about which a stage has said nothing. */
    static final Section EMPTY = new Section("none", 0, null, new UnsafeBuffer(new byte[0]));

    private final UnsafeBuffer buffer;
    private final int stageOrdinal;
    private final String stage;
    private final Sections all;

    private int lengthBytes;
    private int count;
    /** Whom records concern, if somebody has said so; else it is whom the event concerns. */
    private boolean concerned;

    private int instrument;
    private int account;

    /** @param all among whom it is: their event's id and instrument records get */
    Section(final String stage, final int stageOrdinal, final Sections all, final UnsafeBuffer buffer) {
        this.stage = stage;
        this.stageOrdinal = stageOrdinal;
        this.all = all;
        this.buffer = buffer;
    }

    /** Empties the section for the slot's event. */
    void reset() {
        lengthBytes = 0;
        count = 0;
        concerned = false;
    }

    /** Whom the records from now on concern, if it isn't whom the event concerns. */
    public void concern(final int instrument, final int account) {
        all.wrote(stageOrdinal);
        concerned = true;
        this.instrument = instrument;
        this.account = account;
    }

    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Where the next record starts. */
    public int begin() {
        return lengthBytes + LENGTH_BYTES;
    }

    /**
     * Finishes the record that starts at {@link #begin} and gives it its id.
     *
     * @param recordBytes SBE's message header included
     * @return the record's index: stage in the high byte, place in the low one
     * @throws IllegalStateException if the section is full: its worst case was not accounted for
     */
    public int end(final int recordBytes) {
        final Slot slot = all.slot();
        final int at = begin();
        final int end = (at + recordBytes + ALIGNMENT - 1) & -ALIGNMENT;
        if (end > buffer.capacity() || count == MAX_RECORDS) {
            throw new IllegalStateException("section of stage=" + stage + " is full at sequence="
                    + slot.sequence()
                    + ": records=" + count + " bytes=" + end + " capacity=" + buffer.capacity());
        }
        final int index = nextIndex();
        buffer.putLong(at + SEQUENCE, slot.sequence(), ORDER);
        buffer.putInt(at + EPOCH, slot.epoch(), ORDER);
        buffer.putInt(at + INSTRUMENT, concerned ? instrument : slot.instrument(), ORDER);
        buffer.putInt(at + ACCOUNT, concerned ? account : slot.account(), ORDER);
        buffer.putInt(at + INDEX, index, ORDER);
        for (int i = at + recordBytes; i < end; i++) {
            buffer.putByte(i, (byte) 0);
        }
        buffer.putInt(lengthBytes, recordBytes, ORDER);
        lengthBytes = end;
        count++;
        all.wrote(stageOrdinal);
        return index;
    }

    /** The index that the next finished record gets. */
    public int nextIndex() {
        return (stageOrdinal << 8) | count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** Finished records. */
    public int count() {
        return count;
    }

    /** Bytes of all finished records with their framing, from offset 0 of {@link #buffer}. */
    public int lengthBytes() {
        return lengthBytes;
    }

    /** Offset of the first record's message header, or {@link #END}. */
    public int first() {
        return lengthBytes == 0 ? END : LENGTH_BYTES;
    }

    /** Offset of the message header of the record after the one at {@code at}, or {@link #END}. */
    public int next(final int at) {
        final int end = (at + recordBytes(at) + ALIGNMENT - 1) & -ALIGNMENT;
        return end >= lengthBytes ? END : end + LENGTH_BYTES;
    }

    /** Length of the record at {@code at}, message header included. */
    public int recordBytes(final int at) {
        return buffer.getInt(at - LENGTH_BYTES, ORDER);
    }

    public int templateId(final int at) {
        return buffer.getShort(at + 2, ORDER) & 0xFFFF;
    }

    /** Whom the record at {@code at} concerns. */
    public int instrument(final int at) {
        return buffer.getInt(at + INSTRUMENT, ORDER);
    }

    /** The decision's index within its event. */
    public int index(final int at) {
        return buffer.getShort(at + INDEX, ORDER) & 0xFFFF;
    }
}
