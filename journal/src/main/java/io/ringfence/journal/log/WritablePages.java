package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import net.openhft.posix.PosixAPI;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * For a writer through mapped memory: pages as after a first write, their contents untouched, so that the lane doesn't pay
 * a fault of a microsecond for each. Where the system can't, they are read, which at least brings them into memory.
 */
final class WritablePages implements PreparedPages {
    /** MADV_POPULATE_WRITE, of Linux 5.14 on. */
    private static final int POPULATE_WRITE = 23;
    /** Few calls, and a buffer that stays in the core's nearest caches. */
    private static final int READ_BYTES = 64 << 10;

    private final FileChannel channel;
    private final UnsafeBuffer mapped;
    private final ByteBuffer read = ByteBuffer.allocateDirect(READ_BYTES);

    /** @param mapped all of the file */
    WritablePages(final FileChannel channel, final UnsafeBuffer mapped) {
        this.channel = channel;
        this.mapped = mapped;
    }

    @Override
    public void prepare(final int fromBytes, final int toBytes) throws IOException {
        if (populate(fromBytes, toBytes - fromBytes)) {
            return;
        }
        for (int at = fromBytes; at < toBytes; at += READ_BYTES) {
            read.clear();
            channel.read(read, at);
        }
    }

    private boolean populate(final int fromBytes, final int lengthBytes) {
        try {
            return PosixAPI.posix().madvise(mapped.addressOffset() + fromBytes, lengthBytes, POPULATE_WRITE) == 0;
        } catch (final RuntimeException | LinkageError unknown) {
            return false;
        }
    }
}
