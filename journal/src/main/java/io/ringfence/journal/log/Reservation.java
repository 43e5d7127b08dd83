package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.posix.PosixAPI;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disk space and writable pages ahead of a segment's writer. Without it the writer stalls some 20 ms whenever the kernel
 * fills another 8 MiB of a growing file, pays a fault of a microsecond for every page, and a full disk shows as a fault in
 * mapped memory; with it a full disk is an error here, ahead of time. Guarded by its segment.
 */
final class Reservation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reservation.class);
    private static final int STEP_BYTES = 8 << 20;
    /** Few calls, and a buffer that stays in the core's nearest caches. */
    private static final int READ_BYTES = 64 << 10;

    private static final int OPEN_READ_WRITE = 2;
    /** MADV_POPULATE_WRITE, of Linux 5.14 on: pages as after a first write, contents untouched. */
    private static final int POPULATE_WRITE = 23;

    private static final int NO_FILE = -1;

    private final Path file;
    private final UnsafeBuffer mapped;
    private final int capacityBytes;
    private final FileChannel channel;
    private final ByteBuffer pages = ByteBuffer.allocateDirect(READ_BYTES);
    private PosixAPI posix;
    private int descriptor = NO_FILE;
    /** Written under the segment's lock, read by the lane. */
    private volatile int reservedBytes;

    /** @param mapped all of {@code file} */
    Reservation(final Path file, final UnsafeBuffer mapped) throws IOException {
        this.file = file;
        this.mapped = mapped;
        this.capacityBytes = mapped.capacity();
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        openPosix();
    }

    /** Reserves and touches until {@code targetBytes} of the file, or all of it, are ready. */
    void extend(final long targetBytes) throws IOException {
        while (reservedBytes < Math.min(targetBytes, capacityBytes)) {
            final int step = Math.min(STEP_BYTES, capacityBytes - reservedBytes);
            allocate(step);
            touch(reservedBytes, reservedBytes + step);
            reservedBytes = reservedBytes + step;
        }
    }

    /** How much of the file, from its start, can be written without asking the disk for space. The lane, too. */
    int reservedBytes() {
        return reservedBytes;
    }

    @Override
    public void close() throws IOException {
        if (descriptor != NO_FILE) {
            posix.close(descriptor);
            descriptor = NO_FILE;
        }
        channel.close();
    }

    private void openPosix() {
        try {
            posix = PosixAPI.posix();
            descriptor = posix.open(file.toString(), OPEN_READ_WRITE, 0);
        } catch (final RuntimeException | LinkageError e) {
            LOG.warn("no space is reserved ahead for {}: {}", file, e.toString());
        }
    }

    private void allocate(final long lengthBytes) throws IOException {
        if (descriptor == NO_FILE || posix.fallocate(descriptor, 0, reservedBytes, lengthBytes) == 0) {
            return;
        }
        // What errno says is lost on the way through the JVM, so look at the disk itself.
        final long usableBytes = Files.getFileStore(file).getUsableSpace();
        if (reservedBytes > 0 || usableBytes < lengthBytes) {
            throw new JournalFailure("can't reserve bytes=" + lengthBytes + " at position=" + reservedBytes + " of "
                    + file + ": usableBytes=" + usableBytes + " on its disk");
        }
        LOG.warn("this file system doesn't reserve space; {} grows as it is written", file);
        posix.close(descriptor);
        descriptor = NO_FILE;
    }

    private void touch(final int fromBytes, final int toBytes) throws IOException {
        if (!populate(fromBytes, toBytes - fromBytes)) {
            read(fromBytes, toBytes);
        }
    }

    private boolean populate(final int fromBytes, final int lengthBytes) {
        try {
            return posix != null && posix.madvise(mapped.addressOffset() + fromBytes, lengthBytes, POPULATE_WRITE) == 0;
        } catch (final RuntimeException refused) {
            return false;
        }
    }

    private void read(final int fromBytes, final int toBytes) throws IOException {
        for (int at = fromBytes; at < toBytes; at += READ_BYTES) {
            pages.clear();
            channel.read(pages, at);
        }
    }
}
