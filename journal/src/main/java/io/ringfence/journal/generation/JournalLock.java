package io.ringfence.journal.generation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operating system's lock on a file, which the kernel frees when its holder dies, however it dies. The file stays;
 * its content, the holder's process id, is for the message alone.
 */
final class JournalLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalLock.class);
    private static final String FILE = "journal.lock";
    private static final String HOLDER_PREFIX = "pid=";

    private final FileChannel channel;

    private JournalLock(final FileChannel channel) {
        this.channel = channel;
    }

    /** @throws JournalLockedException if somebody else holds it */
    static JournalLock acquire(final Path journal) throws IOException {
        final Path file = journal.resolve(FILE);
        final FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        boolean held = false;
        try {
            held = tryLock(channel);
            if (!held) {
                throw new JournalLockedException(file, holder(file));
            }
            name(channel);
        } finally {
            if (!held) {
                channel.close();
            }
        }
        return new JournalLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static boolean tryLock(final FileChannel channel) throws IOException {
        try {
            final FileLock lock = channel.tryLock();
            return lock != null;
        } catch (final OverlappingFileLockException e) {
            return false;
        }
    }

    /** The name is for the message alone: a disk that is full, say, is no reason not to hold the lock. */
    private static void name(final FileChannel channel) {
        final String text = HOLDER_PREFIX + ProcessHandle.current().pid() + "\n";
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
            channel.force(true);
        } catch (final IOException e) {
            LOG.warn("the journal's lock is held, but doesn't name its holder: {}", e.toString());
        }
    }

    private static String holder(final Path file) {
        try {
            final String text =
                    Files.readString(file, StandardCharsets.US_ASCII).strip();
            return text.startsWith(HOLDER_PREFIX) ? "the process with " + text : "another engine";
        } catch (final IOException e) {
            return "another engine";
        }
    }
}
