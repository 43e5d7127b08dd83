package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * For a writer that forces: pages written with zeros, which are on the disk. Forcing what is then written over them is one
 * write; forcing the first write to reserved space is a transaction of the file system besides, and takes twice as long.
 */
final class ZeroedPages implements PreparedPages {
    /** The file can't be written by another meanwhile. */
    private static final int WRITE_BYTES = 256 << 10;

    private final FileChannel channel;
    private final int startBytes;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(WRITE_BYTES);

    /** @param startBytes where the first record goes: what lies before is kept */
    ZeroedPages(final FileChannel channel, final int startBytes) {
        this.channel = channel;
        this.startBytes = startBytes;
    }

    @Override
    public void prepare(final int fromBytes, final int toBytes) throws IOException {
        int at = Math.max(fromBytes, startBytes);
        while (at < toBytes) {
            zeros.clear().limit(Math.min(WRITE_BYTES, toBytes - at));
            at += channel.write(zeros, at);
        }
        // Not what durability rests on: zeros that are lost are zeros again. Who forces records needn't wait for them.
        channel.force(false);
    }
}
