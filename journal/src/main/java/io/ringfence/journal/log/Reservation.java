package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.posix.PosixAPI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disk space ahead of a segment's writer, and the pages there made ready. Without it the writer stalls some 20 ms whenever
 * the kernel fills another 8 MiB of a growing file, and a full disk shows as a fault in mapped memory; with it a full disk
 * is an error here, ahead of time. Guarded by its segment.
 */
final class Reservation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reservation.class);
    private static final int STEP_BYTES = 8 << 20;
    private static final int OPEN_READ_WRITE = 2;
    private static final int NO_FILE = -1;

    private final Path file;
    private final int capacityBytes;
    private final PreparedPages pages;
    private PosixAPI posix;
    private int descriptor = NO_FILE;
    /** Written under the segment's lock, read by the lane. */
    private volatile int reservedBytes;

    /** @param pages of all of {@code file} */
    Reservation(final Path file, final int capacityBytes, final PreparedPages pages) {
        this.file = file;
        this.capacityBytes = capacityBytes;
        this.pages = pages;
        openPosix();
    }

    /** Reserves and prepares until {@code targetBytes} of the file, or all of it, are ready. */
    void extend(final long targetBytes) throws IOException {
        while (reservedBytes < Math.min(targetBytes, capacityBytes)) {
            final int step = Math.min(STEP_BYTES, capacityBytes - reservedBytes);
            allocate(step);
            pages.prepare(reservedBytes, reservedBytes + step);
            reservedBytes = reservedBytes + step;
        }
    }

    /** How much of the file, from its start, can be written without asking the disk for space. The lane, too. */
    int reservedBytes() {
        return reservedBytes;
    }

    @Override
    public void close() throws IOException {
        pages.close();
        if (descriptor != NO_FILE) {
            posix.close(descriptor);
            descriptor = NO_FILE;
        }
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
}
