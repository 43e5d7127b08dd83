package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asked before memory that is mapped to a new file is written to: without space for it that is a fault, not an error. */
public final class DiskSpace {
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
}
