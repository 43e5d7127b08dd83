package io.ringfence.journal.generation;

import io.ringfence.journal.log.Disk;
import io.ringfence.journal.log.Housekeeping;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogPlace;
import io.ringfence.journal.log.LogWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The run that is being recorded: its directory, its two logs, and the thread that looks after them. The logs belong to
 * the lanes that write them; everything else to the thread that started the generation.
 */
public final class Generation implements AutoCloseable {
    private final Path directory;
    private final Disk disk;
    private final int epoch;
    private final Optional<Seal> previous;
    private final LogWriter events;
    private final LogWriter decisions;
    private final Housekeeping housekeeping;
    private boolean closed;

    private Generation(
            final Path directory,
            final Disk disk,
            final int epoch,
            final Optional<Seal> previous,
            final LogWriter events,
            final LogWriter decisions) {
        this.directory = directory;
        this.disk = disk;
        this.epoch = epoch;
        this.previous = previous;
        this.events = events;
        this.decisions = decisions;
        this.housekeeping =
                Housekeeping.start("ringfence-journal-" + directory.getFileName(), List.of(events, decisions));
    }

    static Generation begin(
            final Path directory,
            final int epoch,
            final Optional<Seal> previous,
            final GenerationOptions options,
            final Disk disk) {
        final LogWriter events = log(new LogPlace(directory, LogKind.EVENTS, epoch), options, disk);
        final LogWriter decisions = log(new LogPlace(directory, LogKind.DECISIONS, epoch), options, disk);
        return new Generation(directory, disk, epoch, previous, events, decisions);
    }

    public int epoch() {
        return epoch;
    }

    /** Where files that belong to this run are put, the configuration for one. */
    public Path directory() {
        return directory;
    }

    /** What its files pass on their way to the disk. */
    public Disk disk() {
        return disk;
    }

    public LogWriter events() {
        return events;
    }

    public LogWriter decisions() {
        return decisions;
    }

    /** The log {@code kind}, which belongs to its lane. */
    public LogWriter log(final LogKind kind) {
        return kind == LogKind.EVENTS ? events : decisions;
    }

    /** The generation before this one; 0 if this is the first. */
    public int previousEpoch() {
        return previous.map(Seal::epoch).orElse(0);
    }

    /** The last good sequence of the generation before this one; 0 if there is none. */
    public long previousSequence() {
        return previous.map(seal -> seal.events().lastSequence()).orElse(0L);
    }

    /** The chain value of that sequence's event; 0 if there is no generation before this one. */
    public int previousChain() {
        return previous.map(seal -> seal.events().chain()).orElse(0);
    }

    /** A seal that says: stopped as asked, with what has been written by now. The lanes must have stopped. */
    public Seal ended() {
        return new Seal(
                epoch,
                Outcome.ENDED,
                events.end(),
                decisions.end(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A seal that says: stopped itself. The lanes must have stopped. */
    public Seal halted(final String stage, final long sequence, final Throwable cause) {
        final Halt halt = new Halt(stage, sequence, cause.toString());
        return new Seal(
                epoch,
                Outcome.HALTED,
                events.end(),
                decisions.end(),
                Optional.of(halt),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Forces and closes the logs and writes the seal, made by {@link #ended} or {@link #halted}. The lanes must have
     * stopped. The end of each log must be what was written.
     *
     * @throws io.ringfence.journal.log.JournalFailure if the disk refuses, or has refused to force a log before: then the
     *     next start seals it as crashed, with what it finds
     */
    public void seal(final Seal seal) {
        requireEnd("events", seal.events(), events.end());
        requireEnd("decisions", seal.decisions(), decisions.end());
        close();
        seal.write(directory, disk);
    }

    /** Forces and closes the logs without a seal, as if the process had died. A second call does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        housekeeping.close();
        try (decisions) {
            events.close();
        }
    }

    boolean isClosed() {
        return closed;
    }

    private static void requireEnd(final String log, final LogEnd sealed, final LogEnd written) {
        if (!sealed.equals(written)) {
            throw new IllegalArgumentException("seal says " + log + "=" + sealed + ", written is " + written);
        }
    }

    private static LogWriter log(final LogPlace place, final GenerationOptions options, final Disk disk) {
        return LogWriter.create(place, options.segmentBytes(), options.reserveAheadBytes(), options.forced(), disk);
    }
}
