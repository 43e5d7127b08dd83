package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The way from the operating system's memory to the disk. A seam, since no test can make a real disk refuse or lose power:
 * everything that durability rests on passes here, and nothing else does. Any thread.
 */
public interface Disk {
    /** The one of the operating system. */
    Disk REAL = new Disk() {
        @Override
        public void force(final Path file, final FileChannel channel, final boolean lengthToo) throws IOException {
            channel.force(lengthToo);
        }

        @Override
        public void forceDirectory(final Path directory) throws IOException {
            Directories.force(directory);
        }
    };

    /**
     * Returns when all that was written to {@code file} by then, mapped memory included, survives a loss of power.
     *
     * @param channel   an open channel of the file
     * @param lengthToo whether the file's length must survive, too
     * @throws IOException if it can't be known to survive; asking again would tell nothing, since the system forgets
     */
    void force(Path file, FileChannel channel, boolean lengthToo) throws IOException;

    /** Returns when the names in {@code directory} survive a loss of power. */
    void forceDirectory(Path directory) throws IOException;
}
