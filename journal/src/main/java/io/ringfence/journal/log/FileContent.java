package io.ringfence.journal.log;

import java.nio.file.Path;
import net.openhft.posix.PosixAPI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a file has content, as its file system knows it. A segment is a gibibyte of mostly nothing: reading that to see that
 * it is nothing takes seconds, asking takes microseconds. Where nobody can be asked, all of a file is content. Belongs to its
 * reader.
 */
final class FileContent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileContent.class);
    private static final int OPEN_READ_ONLY = 0;
    private static final int NO_FILE = -1;
    private static final boolean LINUX = System.getProperty("os.name").startsWith("Linux");
    /** Linux's numbers. {@code WhenceFlag} has SEEK_DATA and SEEK_HOLE the wrong way round. */
    private static final int SEEK_DATA = 3;

    private static final int NO_SUCH_OFFSET = 6; // ENXIO: nothing but a hole up to the end.

    private PosixAPI posix;
    private int descriptor = NO_FILE;

    FileContent(final Path file) {
        if (!LINUX) {
            return;
        }
        try {
            posix = PosixAPI.posix();
            descriptor = posix.open(file.toString(), OPEN_READ_ONLY, 0);
        } catch (final RuntimeException | LinkageError e) {
            LOG.debug("holes in {} are read like everything else", file, e);
        }
    }

    /** The first byte from {@code position} on that may be other than zero, or -1 if there is none. */
    long from(final long position) {
        if (descriptor < 0) {
            return position;
        }
        final long found = posix.lseek(descriptor, position, SEEK_DATA);
        if (found >= 0) {
            return Math.max(position, found);
        }
        return posix.lastError() == NO_SUCH_OFFSET ? -1 : position;
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            posix.close(descriptor);
            descriptor = NO_FILE;
        }
    }
}
