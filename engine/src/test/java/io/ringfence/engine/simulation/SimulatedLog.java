package io.ringfence.engine.simulation;

import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayList;
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
    private static final int LABEL_RECORD_BYTES = WORD + PAYLOAD + LABEL_BYTES;
    private static final String SEGMENT = "%06d";
    private static final String FILE = "19700101F.cq4";
    /** Before a segment is full the next one is there, labelled and empty. */
    private static final int PREPARED_RECORDS = 40;

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

    /** The first record of each segment but the first. */
    private final IntArrayList swaps = new IntArrayList();

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
        swaps.clear();
        lastSequence = 0;
        bytes.putInt(0, epoch, ORDER);
        bytes.putInt(WORD, code(), ORDER);
        firstChain = checksum(0, 2 * WORD);
        endBytes = 0;
        label(0);
    }

    /** What is appended from now on lies in another segment. */
    void swap() {
        swapAt(count);
    }

    /** Record {@code record} and those behind it lie in another segment; no earlier one than was said before. */
    void swapAt(final int record) {
        if (record > 0 && (swaps.isEmpty() || swaps.getInt(swaps.size() - 1) < record)) {
            swaps.addInt(record);
        }
    }

    int segments() {
        return swaps.size() + 1;
    }

    private int code() {
        return kind == LogKind.EVENTS ? 1 : 2;
    }

    /** Puts the label of segment {@code number} where the next record will stand; the first one's stays there. */
    private void label(final int number) {
        final int from = endBytes;
        final int chainBefore = chain;
        chain = firstChain;
        final int at = from + WORD + PAYLOAD;
        bytes.putInt(at, LABEL_MAGIC, ORDER);
        bytes.putInt(at + 4, LABEL_VERSION, ORDER);
        bytes.putInt(at + 8, code(), ORDER);
        bytes.putInt(at + 12, number, ORDER);
        frame(-1 - number, LABEL_BYTES);
        chain = number == 0 ? firstChain : chainBefore;
        endBytes = number == 0 ? endBytes : from;
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
        if (endBytes + WORD + PAYLOAD + lengthBytes + WORD + LABEL_RECORD_BYTES > bytes.capacity()) {
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

    /** Puts what {@code cut} leaves into new files in {@code folder}, one per segment. */
    void write(final Path folder, final Cut cut, final Tear tear) throws IOException {
        int from = 0;
        for (int number = 0; number <= swaps.size(); number++) {
            if (number > 0 && cut.records() < from - PREPARED_RECORDS) {
                return;
            }
            final int to = number < swaps.size() ? swaps.getInt(number) : Integer.MAX_VALUE;
            final Path segment = Files.createDirectories(folder.resolve(SEGMENT.formatted(number)));
            writeSegment(segment.resolve(FILE), number, from, to, cut, tear);
            from = to;
        }
    }

    private void writeSegment(
            final Path file, final int number, final int from, final int to, final Cut cut, final Tear tear)
            throws IOException {
        final int last = Math.max(from, Math.min(to, cut.records()));
        final boolean torn = cut.bytes() > 0 && cut.records() >= from && cut.records() < to;
        final boolean sealed = cut.records() >= to && cut.records() % 2 == 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeAll(channel, labelOf(number));
            writePart(channel, from, last, torn ? cut.bytes() : 0, tear);
            if (!sealed && (tear != Tear.CUT || !torn)) {
                writeAll(channel, ByteBuffer.allocate(4096));
            }
        }
    }

    private ByteBuffer labelOf(final int number) {
        if (number == 0) {
            return memory.duplicate().limit(LABEL_RECORD_BYTES).position(0);
        }
        final int at = endBytes;
        label(number);
        final byte[] label = new byte[LABEL_RECORD_BYTES];
        bytes.getBytes(at, label);
        return ByteBuffer.wrap(label);
    }

    private void writePart(
            final FileChannel channel, final int from, final int last, final int tornBytes, final Tear tear)
            throws IOException {
        if (from > count) {
            return;
        }
        final int whole = endOf(last);
        final int word = bytes.getInt(whole, ORDER);
        if (tear == Tear.NO_WORD && tornBytes > 0) {
            bytes.putInt(whole, 0, ORDER);
        }
        try {
            writeAll(channel, memory.duplicate().limit(whole + tornBytes).position(endOf(from)));
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
