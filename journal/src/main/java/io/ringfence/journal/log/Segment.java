package io.ringfence.journal.log;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A Chronicle Queue of one file that never rolls: its clock stands still. One mapping covers the whole segment, so the
 * lane never maps memory. Created, reserved and sealed by the housekeeping threads, which lock the segment against each
 * other; appended to by the lane, which takes no lock and shares with them the write position alone.
 */
final class Segment {
    private static final VarHandle POSITION;
    private static final long LOCK_TIMEOUT_MS = 1_000;
    /** Nobody looks records up by index; so sparse, one index page of 4,096 entries lasts for the whole segment. */
    private static final int INDEX_SPACING = 1 << 14;
    /** What Chronicle may write behind a record: an index page of 32 KiB, and the word of the next. */
    private static final long INDEX_BYTES = 64L << 10;

    private static final long MIN_AHEAD_BYTES = 512L << 10;

    static {
        ChronicleQuiet.apply();
        try {
            POSITION = MethodHandles.lookup().findVarHandle(Segment.class, "positionBytes", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Path directory;
    private final Path file;
    private final long capacityBytes;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final Bytes<?> written;
    private final Reservation reservation;
    private final Disk disk;
    private final FileChannel channel;
    /** Written by the lane alone, opaque; the housekeeping thread may see it late. */
    @SuppressWarnings("unused")
    private long positionBytes;

    private boolean closed;

    private Segment(
            final Path directory,
            final long capacityBytes,
            final ChronicleQueue queue,
            final Bytes<?> label,
            final Disk disk)
            throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.capacityBytes = capacityBytes;
        this.queue = queue;
        this.appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
        appender.writeBytes(label);
        this.written = appender.wire().bytes();
        written.singleThreadedCheckDisabled(true);
        this.file = appender.currentFile().toPath();
        this.reservation = new Reservation(file, capacityBytes);
        this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
        publishPosition();
    }

    /** Opens, labels and so primes a new segment, which then is on the disk. The folder must not exist. */
    static Segment create(final LogPlace place, final int number, final long capacityBytes, final Disk disk)
            throws IOException {
        final Path directory = place.segment(number);
        Files.createDirectories(place.directory());
        Files.createDirectory(directory);
        final Segment segment =
                new Segment(directory, capacityBytes, queue(directory, capacityBytes), label(place, number), disk);
        disk.force(segment.file, segment.channel, true);
        disk.forceDirectory(directory);
        disk.forceDirectory(place.directory());
        return segment;
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
        return written.writePosition() + recordBytes + Integer.BYTES <= capacityBytes;
    }

    /**
     * Called from the lane: whether there is disk space for a record without asking for it. Writing without, on a full
     * disk, is a fault in mapped memory and leaves a hole.
     */
    boolean isReserved(final int recordBytes) {
        final long reservedBytes = reservation.reservedBytes();
        return written.writePosition() + recordBytes + INDEX_BYTES <= reservedBytes || reservedBytes == capacityBytes;
    }

    /** Called from the lane: returns when all that was appended survives a loss of power. */
    void force() throws IOException {
        disk.force(file, channel, false);
    }

    /** Called from the lane: the one append of a record. */
    void append(final Bytes<?> record) {
        appender.writeBytes(record);
        publishPosition();
    }

    /** Where the next record goes, bytes from the file's start; may lag behind the lane. */
    long positionBytes() {
        return (long) POSITION.getOpaque(this);
    }

    long capacityBytes() {
        return capacityBytes;
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
        final long endBytes = written.writePosition();
        close();
        try (FileChannel whole = FileChannel.open(file, StandardOpenOption.WRITE)) {
            whole.truncate(endOfDocuments(endBytes));
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
        appender.close();
        queue.close();
    }

    private void publishPosition() {
        POSITION.setOpaque(this, written.writePosition());
    }

    /** An index page may follow the last record. */
    private long endOfDocuments(final long fromBytes) throws IOException {
        try (SegmentWindow window = new SegmentWindow(file)) {
            long at = fromBytes;
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
