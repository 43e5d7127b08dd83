package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A log's segments, from whose beginning some may be pruned. For the one who holds the journal's lock. */
public final class PrunableLog {
    private final LogPlace place;

    /**
     * A segment that is there.
     *
     * @param bytes          of its files
     * @param modifiedTimeMs when its records were last written to, ms since 1970
     */
    public record Part(int number, Path folder, long bytes, long modifiedTimeMs) {}

    public PrunableLog(final LogPlace place) {
        this.place = place;
    }

    public LogPlace place() {
        return place;
    }

    /** All segments, the first one first. */
    public List<Part> parts() {
        final List<Part> parts = new ArrayList<>();
        try {
            final int first = PrunedPart.of(place).segments();
            for (final int number : place.segments()) {
                if (number >= first) {
                    parts.add(part(number));
                }
            }
            return parts;
        } catch (final IOException e) {
            throw new JournalFailure("can't look at the segments of " + place, e);
        }
    }

    /** The segment that holds the record {@code sequence}, or would: the last one that begins at or before it. */
    public int segmentOf(final long sequence) {
        try {
            int found = PrunedPart.of(place).segments();
            for (final Part part : parts()) {
                final long first = LogReader.firstSequence(place, part.number());
                if (first > sequence) {
                    return found;
                }
                if (first > 0) {
                    found = part.number();
                }
            }
            return found;
        } catch (final IOException e) {
            throw new JournalFailure("can't look for sequence=" + sequence + " in " + place, e);
        }
    }

    /**
     * Deletes all segments before {@code keepFrom}, after it has read them whole: what they ended with must be known to
     * check what follows.
     *
     * @throws JournalFailure if one of them is damaged, or the disk refuses: then it can be tried again
     */
    public void pruneBefore(final int keepFrom, final Disk disk) {
        final PrunedPart before = PrunedPart.of(place);
        try {
            if (keepFrom > before.segments()) {
                new PrunedPart(keepFrom, endBefore(keepFrom)).write(place, disk);
            }
            for (final int number : place.segments()) {
                if (number < keepFrom) {
                    AbandonedLog.delete(place.segment(number));
                }
            }
            disk.forceDirectory(place.directory());
        } catch (final IOException e) {
            throw new JournalFailure("can't prune " + place, e);
        }
    }

    /**
     * Returns when the record that {@code end} names, and all before it, survive a loss of power. Its writer may be writing on.
     *
     * @param openFrom the first segment that may not be forced yet
     * @throws JournalFailure if the disk refuses
     */
    public void force(final int openFrom, final LogEnd end, final Disk disk) {
        final int last = segmentOf(end.lastSequence());
        try {
            for (final int number : place.segments()) {
                if (number >= openFrom && number <= last) {
                    AbandonedLog.force(disk, place.data(number).orElseThrow());
                }
            }
        } catch (final IOException e) {
            throw new JournalFailure("can't force " + place, e);
        }
    }

    private LogEnd endBefore(final int keepFrom) {
        try (LogReader reader = LogReader.open(place)) {
            LogEnd end = reader.end();
            while (reader.next()) {
                if (reader.segment() >= keepFrom) {
                    return end;
                }
                end = reader.end();
            }
            throw new JournalFailure("not pruned: segment " + keepFrom + " of " + place + " can't be reached"
                    + reader.damage().map(damage -> ", " + damage).orElse(""));
        }
    }

    private Part part(final int number) throws IOException {
        final Path folder = place.segment(number);
        long bytes = 0;
        long modifiedTimeMs = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (final Path file : files) {
                bytes += Files.size(file);
                modifiedTimeMs =
                        Math.max(modifiedTimeMs, Files.getLastModifiedTime(file).toMillis());
            }
        }
        return new Part(number, folder, bytes, modifiedTimeMs);
    }
}
