package io.ringfence.journal.powerloss;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Writes files that are zero for the most part. */
final class SparseFile {
    private static final byte[] ZERO = new byte[FileHistory.PAGE_BYTES];

    private SparseFile() {}

    static void write(final Path file, final byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int at = 0; at < content.length; at += FileHistory.PAGE_BYTES) {
                final int to = Math.min(at + FileHistory.PAGE_BYTES, content.length);
                if (to == content.length || !Arrays.equals(content, at, to, ZERO, 0, to - at)) {
                    channel.write(ByteBuffer.wrap(content, at, to - at), at);
                }
            }
        }
    }
}
