package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.agrona.collections.LongArrayList;

/**
 * A log whose writer is dead: where it ends, and what its writer had prepared and didn't use. For the one who holds the
 * journal's lock.
 */
public final class AbandonedLog {
    private final LogPlace place;
    private final LogEnd end;
    private final Optional<LogDamage> damage;
    private final boolean torn;
    private final int firstSegment;
    private final LongArrayList segmentEnds;

    private AbandonedLog(final LogPlace place, final LogReader reader) {
        this.place = place;
        this.end = reader.end();
        this.damage = reader.damage();
        this.torn = damage.isPresent() && reader.isTornTail();
        this.firstSegment = reader.firstSegment();
        this.segmentEnds = reader.segmentEnds();
    }

    /**
     * Reads it whole.
     *
     * @throws JournalFailure if the disk can't be read
     */
    public static AbandonedLog scan(final LogPlace place) {
        try (LogReader reader = LogReader.open(place)) {
            return scan(place, reader);
        }
    }

    /**
     * Reads what follows a known record, or all of it if there is no such record.
     *
     * @param from as a valid snapshot knows it
     * @throws JournalFailure if the disk can't be read
     */
    public static AbandonedLog scan(final LogPlace place, final LogEnd from) {
        try (LogReader reader = LogReader.open(place, from, null)) {
            final AbandonedLog log = scan(place, reader);
            return log.end.records() < from.records() ? scan(place) : log;
        }
    }

    private static AbandonedLog scan(final LogPlace place, final LogReader reader) {
        boolean more = true;
        while (more) {
            more = reader.next();
        }
        return new AbandonedLog(place, reader);
    }

    /** Where the good part ends. */
    public LogEnd end() {
        return end;
    }

    /** Why the good part ends there, if not because the writer died, or the power went. */
    public Optional<LogDamage> damage() {
        return torn ? Optional.empty() : damage;
    }

    /** What the power took of records that had not been forced; nobody has acted on them. Only in a forced log. */
    public Optional<LogDamage> tornTail() {
        return torn ? damage : Optional.empty();
    }

    /**
     * Gives back the space that was reserved and not used, and cuts a torn tail off. Leaves a damaged log as it is, for
     * whoever looks into it.
     *
     * @throws JournalFailure if the disk refuses
     */
    public void trim() {
        if (damage().isPresent()) {
            return;
        }
        try {
            final int[] present = place.segments();
            // Newest first: killed on the way, it leaves no gap, which would be damage.
            for (int i = present.length - 1; i >= 0; i--) {
                trim(present[i]);
            }
        } catch (final IOException e) {
            throw new JournalFailure("can't trim " + place, e);
        }
    }

    private void trim(final int number) throws IOException {
        final int at = number - firstSegment;
        if (at < 0) {
            return;
        }
        if (at < segmentEnds.size()) {
            cut(place.data(number).orElseThrow(), segmentEnds.getLong(at));
        } else {
            delete(place.segment(number));
        }
    }

    /**
     * Returns when what is left of it survives a loss of power, unless it is damaged. Takes as long as the disk likes; any
     * thread.
     *
     * @throws JournalFailure if the disk refuses
     */
    public void force(final Disk disk) {
        if (damage().isPresent()) {
            return;
        }
        try {
            for (final int number : place.segments()) {
                if (number >= firstSegment) {
                    force(disk, place.data(number).orElseThrow());
                }
            }
        } catch (final IOException e) {
            throw new JournalFailure("can't force " + place, e);
        }
    }

    static void force(final Disk disk, final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            disk.force(file, channel, true);
        }
    }

    private static void cut(final Path file, final long endBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(endBytes);
        }
    }

    static void delete(final Path segment) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(segment)) {
            for (final Path each : files) {
                Files.delete(each);
            }
        }
        Files.delete(segment);
    }
}
