package io.ringfence.journal.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * How a record is framed. The frame lies outside the payload, so that replay compares payloads alone.
 *
 * <pre>
 *   0       4        8                16      20
 *   +-------+--------+----------------+-------+------------------+-----+
 *   | chain | length | sequence       | epoch | payload          | pad |
 *   | int32 | int32  | int64          | int32 | {@code length} bytes     | 0   |
 *   +-------+--------+----------------+-------+------------------+-----+
 *   chain = CRC32C( previous record's chain, everything behind the chain field, padding included )
 *   length's highest bit: in a log that is forced, every record before this one was on the disk when it was appended
 * </pre>
 *
 * <p>The first record of a segment is its label: sequence {@code -1 - number}, its own chain seeded with the log's first
 * one and not part of the row, so that it can be written before the segment's predecessor is full.
 *
 * <p>Stateless; any thread. Little endian.
 */
final class LogFrame {
    static final int CHAIN = 0;
    static final int LENGTH = 4;
    static final int SEQUENCE = 8;
    static final int EPOCH = 16;
    static final int PAYLOAD = 20;
    static final int ALIGNMENT = Integer.BYTES;

    static final int LABEL_BYTES = 16;
    private static final int FORCED_BEFORE = 1 << 31;
    private static final int LABEL_MAGIC_VALUE = 0x474C4652; // "RFLG"
    private static final int LABEL_VERSION_VALUE = 1;
    private static final int LABEL_VERSION = 4;
    private static final int LABEL_KIND = 8;
    private static final int LABEL_NUMBER = 12;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private LogFrame() {}

    /** Frame, payload and padding. */
    static int recordBytes(final int payloadBytes) {
        return BitUtil.align(PAYLOAD + payloadBytes, ALIGNMENT);
    }

    static int chain(final DirectBuffer buffer, final int record) {
        return buffer.getInt(record + CHAIN, ORDER);
    }

    static int length(final DirectBuffer buffer, final int record) {
        return buffer.getInt(record + LENGTH, ORDER) & ~FORCED_BEFORE;
    }

    /** Whether all records before this one were on the disk when it was appended. */
    static boolean isForcedBefore(final DirectBuffer buffer, final int record) {
        return (buffer.getInt(record + LENGTH, ORDER) & FORCED_BEFORE) != 0;
    }

    /** Says so, before the chain is written. */
    static void markForcedBefore(final MutableDirectBuffer buffer, final int record) {
        buffer.putInt(record + LENGTH, buffer.getInt(record + LENGTH, ORDER) | FORCED_BEFORE, ORDER);
    }

    static long sequence(final DirectBuffer buffer, final int record) {
        return buffer.getLong(record + SEQUENCE, ORDER);
    }

    static int epoch(final DirectBuffer buffer, final int record) {
        return buffer.getInt(record + EPOCH, ORDER);
    }

    /** Writes all of the frame but the chain, and the padding behind the payload. */
    static void write(
            final MutableDirectBuffer buffer,
            final int record,
            final int payloadBytes,
            final long sequence,
            final int epoch) {
        buffer.putInt(record + LENGTH, payloadBytes, ORDER);
        buffer.putLong(record + SEQUENCE, sequence, ORDER);
        buffer.putInt(record + EPOCH, epoch, ORDER);
        final int end = record + recordBytes(payloadBytes);
        for (int i = record + PAYLOAD + payloadBytes; i < end; i++) {
            buffer.putByte(i, (byte) 0);
        }
    }

    static void writeChain(final MutableDirectBuffer buffer, final int record, final int chain) {
        buffer.putInt(record + CHAIN, chain, ORDER);
    }

    /** The value the first record's chain is seeded with: no two logs share it. */
    static int firstChain(final LogPlace place, final ChainedChecksum checksum) {
        final ByteBuffer seed = ByteBuffer.allocate(2 * Integer.BYTES).order(ORDER);
        seed.putInt(place.epoch()).putInt(place.kind().code());
        return checksum.of(seed, 0, seed.capacity());
    }

    static long labelSequence(final int number) {
        return -1L - number;
    }

    static void writeLabel(final MutableDirectBuffer buffer, final int payload, final LogKind kind, final int number) {
        buffer.putInt(payload, LABEL_MAGIC_VALUE, ORDER);
        buffer.putInt(payload + LABEL_VERSION, LABEL_VERSION_VALUE, ORDER);
        buffer.putInt(payload + LABEL_KIND, kind.code(), ORDER);
        buffer.putInt(payload + LABEL_NUMBER, number, ORDER);
    }

    /** What a label says, for a message. */
    static String describeLabel(final DirectBuffer buffer, final int record) {
        final int payload = record + PAYLOAD;
        if (buffer.getInt(payload, ORDER) != LABEL_MAGIC_VALUE) {
            return "no label";
        }
        return describeLabel(
                epoch(buffer, record),
                buffer.getInt(payload + LABEL_KIND, ORDER),
                buffer.getInt(payload + LABEL_NUMBER, ORDER),
                buffer.getInt(payload + LABEL_VERSION, ORDER));
    }

    static String expectedLabel(final LogPlace place, final int number) {
        return describeLabel(place.epoch(), place.kind().code(), number, LABEL_VERSION_VALUE);
    }

    private static String describeLabel(final int epoch, final int kind, final int number, final int version) {
        return "label epoch=" + epoch + " kind=" + kind + " segment=" + number + " version=" + version;
    }
}
