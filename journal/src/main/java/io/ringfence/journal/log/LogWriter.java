package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * Appends records to one log of a running generation. A record survives kill -9 of the process once {@link #append} has
 * returned, and nothing is forced before a segment is sealed. In a log that is forced, a record is gathered in memory until
 * {@link #force}, or many more of them, and survives a loss of power, as well as kill -9, once that has returned.
 *
 * <p>Owned by one lane; {@link #close} is called by whoever stopped that lane. Appending allocates nothing and never
 * blocks, but for two cases, which {@link #waits} counts: the current segment is full and the next one isn't ready, or
 * the space behind the last record isn't reserved yet. Forcing blocks for as long as the disk likes.
 * Needs {@link Housekeeping} to look after it.
 */
public final class LogWriter implements AutoCloseable {
    /** The longest payload, bytes. */
    public static final int MAX_PAYLOAD_BYTES = 64 * 1024;

    public static final long MIN_SEGMENT_BYTES = 1L << 20;
    public static final long MAX_SEGMENT_BYTES = 1L << 30;

    /** The next segment is opened once the current one is filled to this part. */
    private static final int PREPARE_AT_PART = 8;

    /** What the first segment starts with, one step of the reservation; the rest follows at once, without holding up the start. */
    private static final long FIRST_RESERVE_BYTES = 4L << 20;

    /** What Chronicle puts beside and before the records, through mapped memory: there must be space for it. */
    private static final long SEGMENT_OVERHEAD_BYTES = 512L << 10;

    /** What is gathered at most in a log that is forced: more than a lane takes between two times in steady state. */
    private static final int GROUP_BYTES = 1 << 20;

    private static final int MAX_FINISHED = 64;
    private static final long WAIT_NS = 20_000;
    private static final long NO_MARK = -1;

    private final LogPlace place;
    private final int segmentBytes;
    private final long reserveAheadBytes;
    private final boolean forced;
    private final Disk disk;
    private final ChainedChecksum checksum = new ChainedChecksum();
    /** Of a log that is forced. */
    private final Optional<ByteBuffer> group;

    /** Put by the thread that works ahead, taken by the lane. */
    private final AtomicReference<Segment> next = new AtomicReference<>();
    /** Put by the lane, taken by the thread that seals. */
    private final OneToOneConcurrentArrayQueue<Segment> finished = new OneToOneConcurrentArrayQueue<>(MAX_FINISHED);
    /** Written by the lane, read by the thread that works ahead. */
    private volatile Segment current;

    private volatile JournalFailure failure;
    /** The disk has refused to say that something is safe: nobody asks it again, and no seal may claim it. */
    private volatile boolean unsafe;

    private volatile boolean closed;
    /** Written by the thread that seals. */
    private volatile int sealedSegments;

    /** Whether nothing has been appended since the log was forced; the lane's. */
    private boolean allForced = true;

    private long lastSequence;
    private int chain;
    private long recordCount;
    private long waits;

    /** Put by whoever asks, before the record is on its way. */
    private volatile long markSequence = NO_MARK;
    /** Put by the lane, in this order. */
    private long markRecords;

    private int markChain;
    /** Appended, and not yet forced in a log that is; the lane's. */
    private long markPending = NO_MARK;

    private volatile long markReached = NO_MARK;

    /** Owned by the thread that works ahead. */
    private int segmentsCreated;

    private LogWriter(
            final LogPlace place,
            final long segmentBytes,
            final long reserveAheadBytes,
            final boolean forced,
            final Disk disk) {
        this.place = place;
        this.segmentBytes = (int) segmentBytes;
        this.reserveAheadBytes = reserveAheadBytes;
        this.forced = forced;
        this.disk = disk;
        this.group = forced
                ? Optional.of(ByteBuffer.allocateDirect(GROUP_BYTES).order(ByteOrder.LITTLE_ENDIAN))
                : Optional.empty();
        this.chain = LogFrame.firstChain(place, checksum);
        // The JVM links this when it is first done, which makes 1.4 KB: not on the lane, at the first swap.
        next.getAndSet(null);
    }

    /**
     * Begins a log: its folder must not exist.
     *
     * @param segmentBytes      {@value #MIN_SEGMENT_BYTES} to {@value #MAX_SEGMENT_BYTES}
     * @param reserveAheadBytes how much disk and page cache is kept ready ahead of the write position
     * @param forced            whether {@link #force} will be called: then a full segment is forced by the lane, too
     * @throws JournalFailure if it can't be created
     */
    public static LogWriter create(
            final LogPlace place,
            final long segmentBytes,
            final long reserveAheadBytes,
            final boolean forced,
            final Disk disk) {
        if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > MAX_SEGMENT_BYTES) {
            throw new IllegalArgumentException("segmentBytes=" + segmentBytes + " is not within " + MIN_SEGMENT_BYTES
                    + " to " + MAX_SEGMENT_BYTES);
        }
        final LogWriter writer = new LogWriter(place, segmentBytes, reserveAheadBytes, forced, disk);
        try {
            writer.current = writer.createSegment(Math.min(reserveAheadBytes, FIRST_RESERVE_BYTES));
            disk.forceDirectory(place.generation());
        } catch (final IOException | RuntimeException | Error e) {
            throw JournalFailure.of("can't begin", place.directory(), e);
        }
        return writer;
    }

    /**
     * Appends one record. Called from the lane alone.
     *
     * @param sequence    greater than that of the record before
     * @param lengthBytes of the payload, 0 to {@value #MAX_PAYLOAD_BYTES}
     * @throws IllegalArgumentException if sequence or length is out of range; nothing is written
     * @throws IndexOutOfBoundsException if {@code source} is shorter; nothing is written
     * @throws JournalFailure           if it could not be written: nothing is ever appended again
     */
    public void append(final long sequence, final DirectBuffer source, final int offset, final int lengthBytes) {
        check(sequence, lengthBytes);
        source.boundsCheck(offset, lengthBytes);
        final int recordBytes = LogFrame.recordBytes(lengthBytes);
        if (!current.hasRoom(recordBytes)) {
            swap();
        }
        if (!current.isReserved(recordBytes)) {
            awaitReserved(recordBytes);
        }
        if (current.isGroupFull(recordBytes)) {
            writeGroup();
        }
        chain = write(sequence, source, offset, lengthBytes);
        lastSequence = sequence;
        recordCount++;
        allForced = false;
        if (sequence == markSequence) {
            markHere();
        }
    }

    /**
     * Returns when every appended record survives a loss of power. Called from the lane alone, which waits for the disk.
     *
     * @throws JournalFailure if the disk refuses: nothing is ever appended or forced again, and the log isn't sealed
     */
    public void force() {
        check(lastSequence + 1, 0);
        forceCurrent();
    }

    /** The last appended record's sequence; 0 if there is none. Lane, or any thread after the lane has stopped. */
    public long lastSequence() {
        return lastSequence;
    }

    /** The last appended record's chain value. Lane, or any thread after the lane has stopped. */
    public int chain() {
        return chain;
    }

    /** Appended records. Lane, or any thread after the lane has stopped. */
    public long recordCount() {
        return recordCount;
    }

    /** How often an append had to wait for the next segment. Lane, or any thread after the lane has stopped. */
    public long waits() {
        return waits;
    }

    /** Where the log ends now. Lane, or any thread after the lane has stopped. */
    public LogEnd end() {
        return new LogEnd(recordCount, lastSequence, chain);
    }

    /**
     * Asks to note where the log ends with the record of {@code sequence}, which is not appended yet and will be. Called
     * by whoever makes that record come; any thread.
     */
    public void mark(final long sequence) {
        markReached = NO_MARK;
        markSequence = sequence;
    }

    /** Whether the record of {@code sequence}, as asked by {@link #mark}, has been appended, and forced in a log that is. Any thread. */
    public boolean isMarked(final long sequence) {
        return markReached == sequence;
    }

    /** Where the log ended with the record of {@code sequence}, once {@link #isMarked}. Any thread. */
    public LogEnd marked(final long sequence) {
        if (!isMarked(sequence)) {
            throw new IllegalStateException("sequence=" + sequence + " is not marked in " + place);
        }
        return new LogEnd(markRecords, sequence, markChain);
    }

    private void markHere() {
        markRecords = recordCount;
        markChain = chain;
        markPending = lastSequence;
        if (!forced) {
            reachMark();
        }
    }

    private void reachMark() {
        if (markPending != NO_MARK) {
            markReached = markPending;
            markPending = NO_MARK;
        }
    }

    public LogPlace place() {
        return place;
    }

    /** How many of the log's first segments nobody writes any more. Any thread. */
    public int sealedSegments() {
        return sealedSegments;
    }

    /**
     * Seals what was written: gives back reserved space and forces every segment to the disk. The lane and the
     * housekeeping must have stopped. A second call does nothing.
     *
     * @throws JournalFailure if the disk refuses, or has refused before
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (unsafe) {
                abandon();
                throw new JournalFailure("not sealed after a failure to force it: " + place, failure);
            }
            sealFinished();
            discardNext();
            current.seal();
        } catch (final IOException | RuntimeException | Error e) {
            throw fail("can't seal " + place, e);
        }
    }

    private void abandon() throws IOException {
        for (Segment segment = finished.poll(); segment != null; segment = finished.poll()) {
            segment.abandon();
        }
        discardNext();
        current.abandon();
    }

    /** Called again and again by the housekeeping thread that works ahead of the lane. */
    void workAhead() {
        try {
            current.reserve(reserveAheadBytes);
            prepareNext();
        } catch (final IOException | RuntimeException | Error e) {
            // A forced log's zeros pass the disk, and what it refused may have been records beside them.
            unsafe |= forced && e instanceof IOException;
            throw fail("can't work ahead in " + place, e);
        }
    }

    /** Called again and again by the housekeeping thread that works behind the lane. */
    void sealFinished() {
        try {
            for (Segment segment = finished.poll(); segment != null; segment = finished.poll()) {
                segment.seal();
                sealedSegments = sealedSegments + 1;
            }
        } catch (final IOException | RuntimeException | Error e) {
            unsafe = true;
            throw fail("can't seal a segment of " + place, e);
        }
    }

    /**
     * Nothing is appended any more, and the log isn't sealed: the disk refused to force some of it, and asking again would tell
     * nothing. Any thread.
     */
    public void refuse(final Throwable cause) {
        unsafe = true;
        fail("what was written to " + place + " may not survive", cause);
    }

    /** Called by a housekeeping thread when it ends before its time. */
    void abandon(final Throwable cause) {
        if (failure == null) {
            fail("the housekeeping of " + place + " has ended", cause);
        }
    }

    private void check(final long sequence, final int lengthBytes) {
        if (failure != null) {
            throw new JournalFailure("not appended to after a failure, sequence=" + sequence, failure);
        }
        if (closed) {
            throw new IllegalStateException(place + " is closed, sequence=" + sequence);
        }
        if (sequence <= lastSequence) {
            throw new IllegalArgumentException(
                    "sequence=" + sequence + " is not behind sequence=" + lastSequence + " in " + place);
        }
        if (lengthBytes < 0 || lengthBytes > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("lengthBytes=" + lengthBytes + " of sequence=" + sequence
                    + " is not within 0 to " + MAX_PAYLOAD_BYTES);
        }
    }

    private int write(final long sequence, final DirectBuffer source, final int offset, final int lengthBytes) {
        try {
            return current.append(
                    sequence, place.epoch(), source, offset, lengthBytes, forced && allForced, chain, checksum);
        } catch (final RuntimeException | Error e) {
            throw fail("can't append sequence=" + sequence + " to " + current.file(), e);
        }
    }

    /** Called from the lane: puts what is gathered where a kill can't take it; forces nothing. */
    void writeGroup() {
        try {
            current.write();
        } catch (final IOException | RuntimeException | Error e) {
            unsafe = true;
            throw fail("can't write to " + current.file() + " up to sequence=" + lastSequence, e);
        }
    }

    private void swap() {
        Segment ready = next.getAndSet(null);
        if (ready == null) {
            ready = await();
        }
        final Segment full = current;
        if (forced) {
            forceCurrent();
        }
        current = ready;
        if (!finished.offer(full)) {
            throw fail("more than " + MAX_FINISHED + " segments wait to be sealed in " + place, null);
        }
    }

    private void forceCurrent() {
        try {
            current.force();
            allForced = true;
            reachMark();
        } catch (final IOException | RuntimeException | Error e) {
            unsafe = true;
            throw fail("can't force " + current.file() + " up to sequence=" + lastSequence, e);
        }
    }

    private void awaitReserved(final int recordBytes) {
        waits++;
        while (!current.isReserved(recordBytes)) {
            if (failure != null) {
                throw new JournalFailure("no space for the next record in " + place, failure);
            }
            LockSupport.parkNanos(WAIT_NS);
        }
    }

    private Segment await() {
        waits++;
        while (true) {
            final Segment ready = next.getAndSet(null);
            if (ready != null) {
                return ready;
            }
            if (failure != null) {
                throw new JournalFailure("no next segment in " + place, failure);
            }
            LockSupport.parkNanos(WAIT_NS);
        }
    }

    private void prepareNext() throws IOException {
        if (next.get() == null && current.positionBytes() >= segmentBytes / PREPARE_AT_PART) {
            next.set(createSegment(reserveAheadBytes));
        }
    }

    private Segment createSegment(final long reserveBytes) throws IOException {
        DiskSpace.require(place.generation(), Math.min(reserveBytes, segmentBytes) + SEGMENT_OVERHEAD_BYTES);
        final Segment segment = group.isPresent()
                ? Segment.gathered(place, segmentsCreated, segmentBytes, group.get(), disk)
                : Segment.mapped(place, segmentsCreated, segmentBytes, disk);
        segmentsCreated++;
        segment.reserve(reserveBytes);
        return segment;
    }

    private void discardNext() throws IOException {
        final Segment unused = next.getAndSet(null);
        if (unused != null) {
            unused.discard();
        }
    }

    private JournalFailure fail(final String message, final Throwable cause) {
        final JournalFailure failed = cause == null ? new JournalFailure(message) : new JournalFailure(message, cause);
        if (failure == null) {
            failure = failed;
        }
        return failed;
    }
}
