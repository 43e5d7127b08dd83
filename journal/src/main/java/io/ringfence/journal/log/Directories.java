package io.ringfence.journal.log;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a directory needs so that its entries survive a power loss. */
public final class Directories {
    private Directories() {}

    /** Forces the directory's entries to the disk; does nothing where a directory can't be opened (Windows). */
    public static void force(final Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (final AccessDeniedException e) {
            if (File.separatorChar == '/') {
                throw e;
            }
        }
    }
}
