package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.posix.PosixAPI;

/** Asked before memory that is mapped to a new file is written to: without space for it that is a fault, not an error. */
public final class DiskSpace {
    private static final int OPEN_READ_WRITE = 2;

    private DiskSpace() {}

    /**
     * Any thread.
     *
     * @throws JournalFailure if the disk of {@code folder} has fewer than {@code bytes}
     */
    public static void require(final Path folder, final long bytes) throws IOException {
        final long usableBytes = Files.getFileStore(folder).getUsableSpace();
        if (usableBytes < bytes) {
            throw new JournalFailure("no space for a new file in " + folder + ": usableBytes=" + usableBytes
                    + " on its disk, bytes=" + bytes + " are needed");
        }
    }

    /**
     * Takes the space that all of {@code file} needs, without changing what is in it; nothing where the system can't. Any
     * thread.
     *
     * @throws IOException if the disk has too little
     */
    public static void reserve(final Path file) throws IOException {
        final long lengthBytes = Files.size(file);
        if (!isReserved(file, lengthBytes)) {
            throw new IOException("no space for the bytes=" + lengthBytes + " of " + file);
        }
    }

    private static boolean isReserved(final Path file, final long lengthBytes) throws IOException {
        try {
            final PosixAPI posix = PosixAPI.posix();
            final int descriptor = posix.open(file.toString(), OPEN_READ_WRITE, 0);
            try {
                return posix.fallocate(descriptor, 0, 0, lengthBytes) == 0
                        || Files.getFileStore(file).getUsableSpace() >= lengthBytes;
            } finally {
                posix.close(descriptor);
            }
        } catch (final RuntimeException | LinkageError unknown) {
            return true;
        }
    }
}
