package io.ringfence.journal.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** A file system of its own in memory, so small that it can be filled; skips the test where mounting isn't permitted. */
public final class SmallDisk implements AutoCloseable {
    private static final int CHUNK_BYTES = 64 << 10;
    /** The system takes more than it is given at once; near the end that matters. */
    private static final int PAGE_BYTES = 4 << 10;

    private static final int NEAR_BYTES = 4 << 20;

    private final Path folder;

    private SmallDisk(final Path folder) {
        this.folder = folder;
    }

    /** @param folder an empty one */
    public static SmallDisk mount(final Path folder, final int mebibytes) {
        final boolean mounted =
                run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
        assumeTrue(mounted, "a small file system can't be mounted here (needs root on Linux)");
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Takes all space but {@code leftBytes}. */
    public void fill(final long leftBytes) throws IOException {
        for (long wanted = freeBytes() - leftBytes; wanted > 0; wanted = freeBytes() - leftBytes) {
            final int lengthBytes = (int) Math.min(wanted > NEAR_BYTES ? CHUNK_BYTES : PAGE_BYTES, wanted);
            try {
                Files.write(filling(), new byte[lengthBytes], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (final IOException full) {
                // Who else writes there may have taken it meanwhile.
                if (freeBytes() - leftBytes >= wanted) {
                    throw full;
                }
            }
        }
    }

    /** Gives it back. */
    public void empty() throws IOException {
        Files.deleteIfExists(filling());
    }

    public long freeBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    private Path filling() {
        return folder.resolve("filling");
    }

    private static boolean run(final String... command) {
        try {
            final Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (final IOException e) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        run("umount", "-l", folder.toString());
    }
}
