package io.ringfence.benchmarks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How long one thread has waited for a core while it could have run, by the kernel's own account. Where there is none,
 * nothing is ever seen. Reading allocates nothing.
 */
public final class RunQueue implements AutoCloseable {
    private static final Path SELF = Path.of("/proc/thread-self");
    private static final int TEXT_BYTES = 64;

    private final FileChannel file;
    private final ByteBuffer text = ByteBuffer.allocateDirect(TEXT_BYTES);

    private RunQueue(final FileChannel file) {
        this.file = file;
    }

    /** Of the calling thread; any thread may read it. */
    public static RunQueue ofThisThread() {
        if (!Files.exists(SELF)) {
            return new RunQueue(null);
        }
        try {
            return new RunQueue(FileChannel.open(
                    Path.of("/proc").resolve(Files.readSymbolicLink(SELF)).resolve("schedstat"),
                    StandardOpenOption.READ));
        } catch (final IOException e) {
            return new RunQueue(null);
        }
    }

    public boolean isKnown() {
        return file != null;
    }

    /** Since the thread's start, ns; 0 where the kernel doesn't say. */
    public long waitedNs() {
        if (file == null) {
            return 0;
        }
        try {
            text.clear();
            file.read(text, 0);
            text.flip();
            return waited(text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The second of the numbers in {@code schedstat}: running, waiting, slices. */
    static long waited(final ByteBuffer schedstat) {
        while (schedstat.get() != ' ') {
            // The time that it ran.
        }
        long value = 0;
        for (byte digit = schedstat.get(); digit >= '0' && digit <= '9'; digit = schedstat.get()) {
            value = 10 * value + digit - '0';
        }
        return value;
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
