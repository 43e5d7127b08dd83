package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A small file that is there whole or not at all, whatever happens meanwhile. Any thread. */
public final class WholeFile {
    /** Behind its name until it is whole. */
    public static final String UNFINISHED = ".tmp";

    private WholeFile() {}

    /**
     * Writes {@code content}, in place of what is there by that name.
     *
     * @throws IOException if it can't be known to survive a loss of power
     */
    public static void write(final Path file, final byte[] content, final Disk disk) throws IOException {
        final Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            final ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            disk.force(unfinished, channel, true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        disk.forceDirectory(file.getParent());
    }
}
