package io.ringfence.journal.generation;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.InstrumentScales;
import io.ringfence.journal.log.LogDamage;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogPlace;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.log.PrunedPart;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A generation as it lies on disk, to be read. It may still be running, in another process or this one: then it has no
 * seal. Any thread; each reader belongs to whoever asked for it, who closes it.
 */
public final class RecordedGeneration {
    /** More than a generation says before its first instrument. */
    private static final int FIRST_EVENTS = 10_000;

    private final Path directory;
    private final int epoch;
    private final Optional<Seal> seal;

    RecordedGeneration(final Path directory, final int epoch) {
        this.directory = directory;
        this.epoch = epoch;
        this.seal = Seal.read(directory, epoch);
    }

    public int epoch() {
        return epoch;
    }

    public Path directory() {
        return directory;
    }

    /** How it ended, if it has. */
    public Optional<Seal> seal() {
        return seal;
    }

    /** The inbound events, from the first. */
    public LogReader events() {
        return log(LogKind.EVENTS);
    }

    /** What the journal's instrument ids mean, also of those whose definition has been pruned. */
    public List<InstrumentScales> instruments() {
        return InstrumentIds.read(directory.getParent(), false).all();
    }

    /**
     * The sequence up to which the beginning of a log has been pruned; 0 if both are whole.
     *
     * @throws io.ringfence.journal.log.JournalFailure if that can't be read
     */
    public long prunedUpTo() {
        return Math.max(prunedUpTo(LogKind.EVENTS), prunedUpTo(LogKind.DECISIONS));
    }

    /** The same of one log. */
    public long prunedUpTo(final LogKind kind) {
        return PrunedPart.of(place(kind)).end().lastSequence();
    }

    /** What ran, as the first event says; empty if that has been pruned or can't be read. */
    public Optional<GenerationStart> start() {
        try (LogReader events = events()) {
            return GenerationStart.read(events);
        }
    }

    /** The decisions, from the first; a payload is walked over by {@link io.ringfence.journal.log.DecisionRecords}. */
    public LogReader decisions() {
        return log(LogKind.DECISIONS);
    }

    /** The log {@code kind}, from its first record. */
    public LogReader log(final LogKind kind) {
        final LogPlace place = place(kind);
        return seal.map(s -> LogReader.open(place, end(s, kind))).orElseGet(() -> LogReader.open(place));
    }

    /**
     * The log {@code kind} behind a known record, without reading what is before.
     *
     * @param from as a snapshot knows it
     * @throws io.ringfence.journal.log.JournalFailure if it has been pruned
     */
    public LogReader log(final LogKind kind, final LogEnd from) {
        return LogReader.open(place(kind), from, seal.map(s -> end(s, kind)).orElse(null));
    }

    /**
     * Whether the generation got so far that it could decide; one that was killed before has changed nothing. One whose first
     * events can't be read any more counts as begun: passing it over would forget what it held.
     */
    public boolean hasBegun() {
        try (LogReader log = events()) {
            for (int i = 0; i < FIRST_EVENTS && log.next(); i++) {
                if (i == 0 && log.sequence() > 1) {
                    return true; // What it began with has been pruned.
                }
                if (EventLayout.templateId(log.buffer(), log.offset()) == InstrumentDefinitionDecoder.TEMPLATE_ID) {
                    return true;
                }
            }
            return log.damage().isPresent();
        }
    }

    /** What of its logs doesn't fit; reads both whole. */
    public List<LogDamage> damage() {
        final List<LogDamage> found = new ArrayList<>();
        for (final LogKind kind : LogKind.values()) {
            try (LogReader reader = log(kind)) {
                boolean more = true;
                while (more) {
                    more = reader.next();
                }
                reader.damage().ifPresent(found::add);
            }
        }
        return found;
    }

    /** Where the log {@code kind} lies. */
    public LogPlace place(final LogKind kind) {
        return new LogPlace(directory, kind, epoch);
    }

    private static LogEnd end(final Seal seal, final LogKind kind) {
        return kind == LogKind.EVENTS ? seal.events() : seal.decisions();
    }
}
