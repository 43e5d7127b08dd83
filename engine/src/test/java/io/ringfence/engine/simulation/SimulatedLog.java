package io.ringfence.engine.simulation;

import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A log in memory, as the bytes of a segment's file: written from the journal's description, not with its classes, so that
 * whoever reads the file holds the two against each other. It knows two ends: what was written, and what is safe whatever
 * happens. In between a crash may cut.
 *
 * <pre>
 *   | label | record | record | … | record |  … | record | nothing yet
 *                             safe         ▲      written
 *                                     a crash's cut
 * </pre>
 */
final class SimulatedLog {
    private static final int WORD = Integer.BYTES;
    private static final int CHAIN = 0;
    private static final int LENGTH = 4;
    private static final int SEQUENCE = 8;
    private static final int EPOCH = 16;
    private static final int PAYLOAD = 20;
    private static final int LABEL_MAGIC = 0x474C4652;
    private static final int LABEL_VERSION = 1;
    private static final int LABEL_BYTES = 16;
    private static final int FIRST_CAPACITY_BYTES = 1 << 20;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final LogKind kind;
    private final Dice dice;
    private int lag;
    private final CRC32C crc = new CRC32C();
    private ByteBuffer memory = ByteBuffer.allocateDirect(FIRST_CAPACITY_BYTES).order(ORDER);
    private UnsafeBuffer bytes = new UnsafeBuffer(memory);
    /** Where each record's word stands. */
    private int[] starts = new int[1 << 12];

    private int epoch;
    private int count;
    private int endBytes;
    private int firstChain;
    private int chain;
    private long lastSequence;
    private int safeCount;
    private int held;

    /** What a crash leaves: whole records, and some bytes of the next. */
    record Cut(int records, int bytes) {}

    /** @param lag parts per million of appends at which the disk falls behind for a while */
    SimulatedLog(final LogKind kind, final Dice dice, final int lag) {
        this.kind = kind;
        this.dice = dice;
        this.lag = lag;
    }

    /** Begins anew, as the log of a generation. */
    void begin(final int epoch) {
        this.epoch = epoch;
        count = 0;
        safeCount = 0;
        held = 0;
        lastSequence = 0;
        bytes.putInt(0, epoch, ORDER);
        bytes.putInt(WORD, code(), ORDER);
        firstChain = checksum(0, 2 * WORD);
        endBytes = 0;
        chain = firstChain;
        label();
        chain = firstChain;
    }

    private int code() {
        return kind == LogKind.EVENTS ? 1 : 2;
    }

    private void label() {
        final int at = WORD + PAYLOAD;
        bytes.putInt(at, LABEL_MAGIC, ORDER);
        bytes.putInt(at + 4, LABEL_VERSION, ORDER);
        bytes.putInt(at + 8, code(), ORDER);
        bytes.putInt(at + 12, 0, ORDER);
        frame(-1, LABEL_BYTES);
    }

    void append(final long sequence, final DirectBuffer source, final int offset, final int lengthBytes) {
        reserve(lengthBytes);
        starts[count] = endBytes;
        bytes.putBytes(endBytes + WORD + PAYLOAD, source, offset, lengthBytes);
        frame(sequence, lengthBytes);
        lastSequence = sequence;
        count++;
        keepSafe();
    }

    private void frame(final long sequence, final int lengthBytes) {
        final int record = endBytes + WORD;
        final int recordBytes = BitUtil.align(PAYLOAD + lengthBytes, WORD);
        for (int i = record + PAYLOAD + lengthBytes; i < record + recordBytes; i++) {
            bytes.putByte(i, (byte) 0);
        }
        bytes.putInt(record + LENGTH, lengthBytes, ORDER);
        bytes.putLong(record + SEQUENCE, sequence, ORDER);
        bytes.putInt(record + EPOCH, epoch, ORDER);
        bytes.putInt(record + CHAIN, chain, ORDER);
        chain = checksum(record, recordBytes);
        bytes.putInt(record + CHAIN, chain, ORDER);
        bytes.putInt(endBytes, recordBytes, ORDER);
        endBytes = record + recordBytes;
    }

    private int checksum(final int from, final int lengthBytes) {
        crc.reset();
        memory.limit(from + lengthBytes).position(from);
        crc.update(memory);
        memory.clear();
        return (int) crc.getValue();
    }

    private void reserve(final int lengthBytes) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
        }
        if (endBytes + WORD + PAYLOAD + lengthBytes + WORD > bytes.capacity()) {
            final ByteBuffer larger =
                    ByteBuffer.allocateDirect(2 * bytes.capacity()).order(ORDER);
            memory.limit(endBytes).position(0);
            larger.put(memory).clear();
            memory = larger;
            bytes = new UnsafeBuffer(memory);
        }
    }

    private void keepSafe() {
        if (held > 0) {
            held--;
        } else if (dice.chance(lag)) {
            held = (int) dice.magnitude(1, 200);
        } else {
            safeCount = count;
        }
    }

    /** Everything written so far gets to the disk. */
    void flush() {
        held = 0;
        safeCount = count;
    }

    /** From now on the disk keeps up. */
    void calm() {
        lag = 0;
        held = 0;
        safeCount = count;
    }

    /** The newest record that no crash takes away. */
    long safeSequence() {
        return safeCount == 0 ? 0 : sequenceOf(safeCount - 1);
    }

    long lastSequence() {
        return lastSequence;
    }

    int records() {
        return count;
    }

    int safeRecords() {
        return safeCount;
    }

    private long sequenceOf(final int record) {
        return bytes.getLong(starts[record] + WORD + SEQUENCE, ORDER);
    }

    /** Where the log ends with its first {@code records}. */
    LogEnd end(final int records) {
        return records == 0
                ? new LogEnd(0, 0, firstChain)
                : new LogEnd(records, sequenceOf(records - 1), bytes.getInt(starts[records - 1] + WORD + CHAIN, ORDER));
    }

    LogEnd end() {
        return end(count);
    }

    /** Bytes of the record behind the first {@code records}, its word included; 0 if there is none. */
    int bytesBehind(final int records) {
        return records < count ? endOf(records + 1) - endOf(records) : 0;
    }

    private int endOf(final int records) {
        return records < count ? starts[records] : endBytes;
    }

    /** Runs every record's payload past {@code reader}, up to the first {@code records}. */
    void read(final int records, final Reader reader) {
        for (int i = 0; i < records; i++) {
            final int record = starts[i] + WORD;
            reader.onRecord(
                    bytes.getLong(record + SEQUENCE, ORDER),
                    bytes,
                    record + PAYLOAD,
                    bytes.getInt(record + LENGTH, ORDER));
        }
    }

    /** Takes a record. */
    @FunctionalInterface
    interface Reader {
        void onRecord(long sequence, DirectBuffer payload, int offset, int lengthBytes);
    }

    /** How the bytes of a torn record lie in the file. */
    enum Tear {
        /** As a killed process leaves them: its word isn't written. */
        NO_WORD,
        /** As a lost page leaves them: what is missing is zero. */
        ZEROS,
        /** The file is as long as what got there. */
        CUT
    }

    /** Puts what {@code cut} leaves into a new file. */
    void write(final Path file, final Cut cut, final Tear tear) throws IOException {
        final int whole = endOf(cut.records());
        final int end = whole + cut.bytes();
        final int word = bytes.getInt(whole, ORDER);
        if (tear == Tear.NO_WORD && cut.bytes() > 0) {
            bytes.putInt(whole, 0, ORDER);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeAll(channel, memory.duplicate().limit(end).position(0));
            if (tear != Tear.CUT) {
                writeAll(channel, ByteBuffer.allocate(4096));
            }
        } finally {
            bytes.putInt(whole, word, ORDER);
        }
    }

    private static void writeAll(final FileChannel channel, final ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            channel.write(from);
        }
    }
}
