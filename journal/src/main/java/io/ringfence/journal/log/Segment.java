package io.ringfence.journal.log;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A Chronicle Queue of one file that never rolls: its clock stands still. Chronicle makes the file and appends its label;
 * records are then put behind it as Chronicle would, each under its word, which is written last: in place, through one mapping
 * that covers the whole segment; or, in a log that is forced, group by group. Created, reserved and sealed by the housekeeping threads, which lock the
 * segment against each other; appended to by the lane, which takes no lock and shares with them the write position alone.
 */
final class Segment {
    private static final VarHandle POSITION;
    private static final long LOCK_TIMEOUT_MS = 1_000;
    /** Nobody looks records up by index: the label's entry is the only one. */
    private static final int INDEX_SPACING = 1 << 14;

    private static final long MIN_AHEAD_BYTES = 512L << 10;

    static {
        ChronicleQuiet.apply();
        try {
            POSITION = MethodHandles.lookup().findVarHandle(Segment.class, "positionBytes", int.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Path directory;
    private final Path file;
    private final int capacityBytes;
    private final Disk disk;
    private final FileChannel channel;
    private final Reservation reservation;
    /** Where records are put: the mapped file, or what is gathered for it. */
    private final ByteBuffer memory;

    private final UnsafeBuffer buffer;
    private final boolean gathered;
    private final int startBytes;
    /** Written by the lane alone, opaque; the housekeeping thread may see it late. */
    private int positionBytes;
    /** Where {@link #memory} lies in the file; the lane's. */
    private int memoryBytes;

    private boolean closed;

    /** @param group memory for records that wait to be forced; null: they are put into the mapped file */
    private Segment(
            final Path directory, final Path file, final int capacityBytes, final ByteBuffer group, final Disk disk)
            throws IOException {
        this.directory = directory;
        this.file = file;
        this.capacityBytes = capacityBytes;
        this.disk = disk;
        startBytes = (int) endOfDocuments(file);
        positionBytes = startBytes;
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        gathered = group != null;
        memory = gathered ? group : channel.map(FileChannel.MapMode.READ_WRITE, 0, capacityBytes);
        memoryBytes = gathered ? startBytes : 0;
        buffer = new UnsafeBuffer(memory);
        reservation = new Reservation(
                file,
                capacityBytes,
                gathered ? new ZeroedPages(file, startBytes, disk) : new WritablePages(channel, buffer));
    }

    /** Makes, labels and maps a new segment, which then is on the disk. The folder must not exist. */
    static Segment mapped(final LogPlace place, final int number, final int capacityBytes, final Disk disk)
            throws IOException {
        return create(place, number, capacityBytes, null, disk);
    }

    /**
     * The same, for a log that is forced: records are gathered in {@code group} and written when that is full or {@link #force}
     * is called: forcing makes mapped pages read-only, so that the next record would pay a fault. Readers see a record before it is
     * safe, but never a part of a group.
     *
     * @param group direct, longer than a record; shared by the segments of a log, of which each is forced before the next
     */
    static Segment gathered(
            final LogPlace place, final int number, final int capacityBytes, final ByteBuffer group, final Disk disk)
            throws IOException {
        return create(place, number, capacityBytes, group, disk);
    }

    private static Segment create(
            final LogPlace place, final int number, final int capacityBytes, final ByteBuffer group, final Disk disk)
            throws IOException {
        final Path directory = place.segment(number);
        Files.createDirectories(place.directory());
        Files.createDirectory(directory);
        final Path file = labelled(directory, capacityBytes, label(place, number));
        final Segment segment = new Segment(directory, file, capacityBytes, group, disk);
        disk.force(segment.file, segment.channel, true);
        disk.forceDirectory(directory);
        disk.forceDirectory(place.directory());
        return segment;
    }

    private static Path labelled(final Path directory, final int capacityBytes, final Bytes<?> label) {
        try (ChronicleQueue queue = queue(directory, capacityBytes);
                ExcerptAppender appender = queue.createAppender()) {
            appender.writeBytes(label);
            return appender.currentFile().toPath();
        }
    }

    private static ChronicleQueue queue(final Path directory, final long capacityBytes) {
        return SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(RollCycles.FAST_DAILY)
                .timeProvider(() -> 0L)
                .indexSpacing(INDEX_SPACING)
                .blockSize(capacityBytes)
                .timeoutMS(LOCK_TIMEOUT_MS)
                .syncMode(SyncMode.NONE)
                .checkInterrupts(false)
                .build();
    }

    /** Called from the lane. */
    boolean hasRoom(final int recordBytes) {
        return positionBytes + recordBytes <= capacityBytes - 2 * Integer.BYTES;
    }

    /**
     * Called from the lane: whether there is disk space for a record without asking for it. Writing without, on a full
     * disk, is a fault in mapped memory and leaves a hole.
     */
    boolean isReserved(final int recordBytes) {
        return positionBytes + recordBytes + 2 * Integer.BYTES <= reservation.reservedBytes();
    }

    /** Called from the lane: returns when all that was appended survives a loss of power. */
    void force() throws IOException {
        write();
        disk.force(file, channel, false);
    }

    /**
     * Called from the lane: whether what is gathered has to be written before a record of this length is appended. A segment's
     * first record goes alone: what a kill leaves of the write is then not more than that.
     */
    boolean isGroupFull(final int recordBytes) {
        final int gatheredBytes = positionBytes - memoryBytes;
        return gathered
                && gatheredBytes > 0
                && (memoryBytes == startBytes || gatheredBytes + Integer.BYTES + recordBytes > buffer.capacity());
    }

    /** Called from the lane: writes what is gathered, its first word last, so that a reader sees all of it or nothing. */
    void write() throws IOException {
        final int lengthBytes = positionBytes - memoryBytes;
        if (gathered && lengthBytes > 0) {
            write(Integer.BYTES, lengthBytes);
            write(0, Integer.BYTES);
            memoryBytes = positionBytes;
        }
    }

    private void write(final int fromBytes, final int toBytes) throws IOException {
        memory.limit(toBytes).position(fromBytes);
        while (memory.hasRemaining()) {
            channel.write(memory, memoryBytes + memory.position());
        }
    }

    /**
     * Called from the lane: the one append of a record, for which there is room.
     *
     * @param forcedBefore whether all records before it are on the disk
     * @param chain        of the record before
     * @return the record's chain value
     */
    int append(
            final long sequence,
            final int epoch,
            final DirectBuffer source,
            final int offset,
            final int lengthBytes,
            final boolean forcedBefore,
            final int chain,
            final ChainedChecksum checksum) {
        final int word = positionBytes - memoryBytes;
        final int record = word + Integer.BYTES;
        final int recordBytes = LogFrame.recordBytes(lengthBytes);
        buffer.putBytes(record + LogFrame.PAYLOAD, source, offset, lengthBytes);
        LogFrame.write(buffer, record, lengthBytes, sequence, epoch);
        if (forcedBefore) {
            LogFrame.markForcedBefore(buffer, record);
        }
        final int newChain = checksum.chain(memory, buffer, record, recordBytes, chain);
        LogFrame.writeChain(buffer, record, newChain);
        buffer.putIntOrdered(word, recordBytes);
        POSITION.setOpaque(this, positionBytes + Integer.BYTES + recordBytes);
        return newChain;
    }

    /** Where the next record goes, bytes from the file's start; may lag behind the lane. */
    int positionBytes() {
        return (int) POSITION.getOpaque(this);
    }

    Path file() {
        return file;
    }

    /** Called from a housekeeping thread: makes the file ready up to {@code aheadBytes} beyond the write position. */
    synchronized void reserve(final long aheadBytes) throws IOException {
        if (!closed) {
            reservation.extend(positionBytes() + Math.max(aheadBytes, MIN_AHEAD_BYTES));
        }
    }

    /** Closes the segment after its last record, gives back what was reserved, and forces it to the disk. */
    synchronized void seal() throws IOException {
        write();
        final long endBytes = positionBytes();
        close();
        try (FileChannel whole = FileChannel.open(file, StandardOpenOption.WRITE)) {
            whole.truncate(endBytes);
            disk.force(file, whole, true);
        }
        disk.forceDirectory(directory);
        disk.forceDirectory(directory.getParent());
    }

    /** Closes the segment as it is: what is on the disk is for the next start to find out. */
    synchronized void abandon() throws IOException {
        close();
    }

    /** Closes and deletes a segment that holds no record. */
    synchronized void discard() throws IOException {
        close();
        AbandonedLog.delete(directory);
    }

    private void close() throws IOException {
        closed = true;
        reservation.close();
        channel.close();
        if (!gathered) {
            IoUtil.unmap((MappedByteBuffer) memory);
        }
    }

    /** Behind the label and what Chronicle puts beside it. */
    private static long endOfDocuments(final Path file) throws IOException {
        try (SegmentWindow window = new SegmentWindow(file)) {
            long at = 0;
            for (int word = window.word(at); !SegmentWindow.isEnd(word); word = window.word(at)) {
                at = window.behind(at, word);
            }
            return at;
        }
    }

    private static Bytes<?> label(final LogPlace place, final int number) {
        final ByteBuffer memory = ByteBuffer.allocateDirect(LogFrame.recordBytes(LogFrame.LABEL_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        final UnsafeBuffer buffer = new UnsafeBuffer(memory);
        final ChainedChecksum checksum = new ChainedChecksum();
        LogFrame.write(buffer, 0, LogFrame.LABEL_BYTES, LogFrame.labelSequence(number), place.epoch());
        LogFrame.writeLabel(buffer, LogFrame.PAYLOAD, place.kind(), number);
        final int first = LogFrame.firstChain(place, checksum);
        LogFrame.writeChain(buffer, 0, checksum.chain(memory, buffer, 0, memory.capacity(), first));
        memory.clear();
        return Bytes.wrapForRead(memory);
    }
}
