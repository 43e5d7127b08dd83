package io.ringfence.journal.snapshot;

import io.ringfence.journal.log.Directories;
import io.ringfence.journal.log.DiskSpace;
import io.ringfence.journal.log.JournalFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The snapshots of one generation. A file appears under its name only when all of it is on the disk; until then it is a
 * {@code .tmp} that nobody reads, so whoever is killed meanwhile leaves the earlier ones valid. Belongs to one thread.
 */
public final class SnapshotStore {
    private static final String FOLDER = "snapshots";
    private static final String UNFINISHED = ".tmp";
    private static final Pattern NAME = Pattern.compile("(0|[1-9]\\d{0,17})\\.snapshot");

    private final Path folder;
    private final int epoch;

    /** A snapshot's file, not looked into yet. */
    public record Entry(long sequence, Path file) {}

    /** A snapshot that was not used, and why. */
    public record Skipped(Path file, String reason) {
        @Override
        public String toString() {
            return file + ": " + reason;
        }
    }

    /**
     * What {@link #newest} found.
     *
     * @param snapshot the newest valid one, if there is any
     * @param skipped  newer ones that are not valid, newest first
     */
    public record Found(Optional<Snapshot> snapshot, List<Skipped> skipped) {}

    /**
     * @param generation the generation's folder
     * @param epoch      its number, which its snapshots must carry
     */
    public SnapshotStore(final Path generation, final int epoch) {
        this.folder = generation.resolve(FOLDER);
        this.epoch = epoch;
    }

    /** The finished ones, newest first, valid or not. */
    public List<Entry> list() {
        final List<Entry> entries = new ArrayList<>();
        for (final Path file : files()) {
            final Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                entries.add(new Entry(Long.parseLong(name.group(1)), file));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::sequence).reversed());
        return entries;
    }

    /**
     * The newest valid snapshot at or before {@code sequence}; what isn't valid is skipped, with the reason.
     *
     * @param engineId what it must be of; a snapshot of another engine's would make its orders ours
     */
    public Found newest(final long sequence, final int engineId) {
        final List<Skipped> skipped = new ArrayList<>();
        for (final Entry entry : list()) {
            if (entry.sequence() <= sequence) {
                try {
                    return new Found(Optional.of(read(entry, engineId)), skipped);
                } catch (final SnapshotRefused refused) {
                    skipped.add(new Skipped(entry.file(), refused.getMessage()));
                }
            }
        }
        return new Found(Optional.empty(), skipped);
    }

    /**
     * What the generation began with, if it began with anything.
     *
     * @throws SnapshotRefused if there is one that isn't valid
     */
    public Optional<Snapshot> opening(final int engineId) throws SnapshotRefused {
        final Entry entry = new Entry(0, file(0));
        return Files.exists(entry.file()) ? Optional.of(read(entry, engineId)) : Optional.empty();
    }

    /**
     * @throws SnapshotRefused if the file can't be read, or is no snapshot of this generation and engine at the sequence
     *     that its name says
     */
    public Snapshot read(final Entry entry, final int engineId) throws SnapshotRefused {
        final Snapshot snapshot = read(entry);
        if (snapshot.engineId() != engineId) {
            throw new SnapshotRefused("it is of engineId=" + snapshot.engineId() + ", not of engineId=" + engineId);
        }
        return snapshot;
    }

    /** As {@link #read(Entry, int)}, of whatever engine: for those who look after the journal. */
    public Snapshot read(final Entry entry) throws SnapshotRefused {
        final Snapshot snapshot = SnapshotFormat.decode(load(entry.file()));
        if (snapshot.epoch() != epoch) {
            throw new SnapshotRefused("it is of epoch=" + snapshot.epoch() + ", not of epoch=" + epoch);
        }
        if (snapshot.sequence() != entry.sequence()) {
            throw new SnapshotRefused("it is of sequence=" + snapshot.sequence() + ", not what its name says");
        }
        return snapshot;
    }

    private static ByteBuffer load(final Path file) throws SnapshotRefused {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new SnapshotRefused("bytes=" + channel.size() + " is longer than any snapshot");
            }
            final ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // A read may return less than was asked for.
            }
            return bytes.flip();
        } catch (final IOException e) {
            throw new SnapshotRefused("can't be read: " + e);
        }
    }

    /**
     * Writes {@code snapshot} so that it is there whole or not at all, on the disk when this returns.
     *
     * @throws JournalFailure if it can't be written; earlier ones stay as they are
     */
    public Path write(final Snapshot snapshot) {
        if (snapshot.epoch() != epoch) {
            throw new IllegalArgumentException(
                    "snapshot of epoch=" + snapshot.epoch() + " in generation epoch=" + epoch);
        }
        final Path file = file(snapshot.sequence());
        final Path unfinished = folder.resolve(file.getFileName() + UNFINISHED);
        try {
            createFolder();
            // One that finds no room must not take what others still need.
            DiskSpace.require(folder, SnapshotFormat.fileBytes(snapshot));
            writeAll(unfinished, SnapshotFormat.encode(snapshot));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            Directories.force(folder);
            return file;
        } catch (final IOException e) {
            discard(unfinished);
            throw JournalFailure.of("can't write", file, e);
        }
    }

    private void createFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder);
            Directories.force(folder.getParent());
        }
    }

    private static void writeAll(final Path file, final List<ByteBuffer> parts) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (final ByteBuffer part : parts) {
                while (part.hasRemaining()) {
                    channel.write(part);
                }
            }
            channel.force(true);
        }
    }

    /** What is left of it would only take room that the disk perhaps lacks. */
    private static void discard(final Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (final IOException e) {
            // Nobody reads it; the next attempt or pruning gets rid of it.
        }
    }

    /**
     * Removes all but the newest {@code count}, what was left unfinished, and never the opening one. Called by the one
     * thread that writes.
     */
    public void keep(final int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count=" + count + ": at least one snapshot is kept");
        }
        try {
            for (final Path file : files()) {
                if (file.getFileName().toString().endsWith(UNFINISHED)) {
                    Files.deleteIfExists(file);
                }
            }
            final List<Entry> entries = list();
            for (final Entry entry : entries.subList(Math.min(count, entries.size()), entries.size())) {
                if (entry.sequence() != 0) {
                    Files.deleteIfExists(entry.file());
                }
            }
        } catch (final IOException e) {
            throw new JournalFailure("can't remove snapshots from " + folder, e);
        }
    }

    private Path file(final long sequence) {
        return folder.resolve(sequence + ".snapshot");
    }

    private List<Path> files() {
        final List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(files::add);
        } catch (final NoSuchFileException e) {
            return files;
        } catch (final IOException e) {
            throw new JournalFailure("can't list " + folder, e);
        }
        return files;
    }
}
