package io.ringfence.journal.testing;

import io.ringfence.journal.log.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real disk, which remembers what it was asked to force, and refuses below a folder when told to. Any thread. */
public final class FailingDisk implements Disk {
    private final List<Path> forced = new CopyOnWriteArrayList<>();
    private volatile Path refused;

    /** From now on, files and folders in {@code folder} can't be forced, as after a write error of the device. */
    public void refuseFrom(final Path folder) {
        refused = folder;
    }

    public void allow() {
        refused = null;
    }

    /** In the order in which it was asked, refusals included. */
    public List<Path> forced() {
        return List.copyOf(forced);
    }

    public long forcedBelow(final Path folder) {
        return forced.stream().filter(path -> path.startsWith(folder)).count();
    }

    public void forget() {
        forced.clear();
    }

    @Override
    public void force(final Path file, final FileChannel channel, final boolean lengthToo) throws IOException {
        ask(file);
        Disk.REAL.force(file, channel, lengthToo);
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException {
        ask(directory);
        Disk.REAL.forceDirectory(directory);
    }

    private void ask(final Path path) throws IOException {
        forced.add(path);
        final Path folder = refused;
        if (folder != null && path.startsWith(folder)) {
            throw new IOException("Input/output error (injected): " + path);
        }
    }
}
