package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * For a writer that forces: pages written with zeros, which are on the disk. Forcing what is then written over them is one
 * write; forcing the first write to reserved space is a transaction of the file system besides, and takes twice as long.
 */
final class ZeroedPages implements PreparedPages {
    /** The file can't be written by another meanwhile. */
    private static final int WRITE_BYTES = 256 << 10;
    /** Whoever forces records meanwhile has to wait for as many of these, too. */
    private static final int FORCE_BYTES = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final int startBytes;
    private final Disk disk;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(WRITE_BYTES);

    /** @param startBytes where the first record goes: what lies before is kept */
    ZeroedPages(final Path file, final int startBytes, final Disk disk) throws IOException {
        this.file = file;
        // Of its own: the system tells each open file once that a write was refused, and the records' must hear it,
        // too.
        this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
        this.startBytes = startBytes;
        this.disk = disk;
    }

    @Override
    public void prepare(final int fromBytes, final int toBytes) throws IOException {
        int at = Math.max(fromBytes, startBytes);
        while (at < toBytes) {
            final int until = Math.min(at + FORCE_BYTES, toBytes);
            while (at < until) {
                zeros.clear().limit(Math.min(WRITE_BYTES, until - at));
                at += channel.write(zeros, at);
            }
            disk.force(file, channel, false);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
