package io.ringfence.journal.generation;

import io.ringfence.journal.log.AbandonedLog;
import io.ringfence.journal.log.Disk;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogPlace;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotRefused;
import io.ringfence.journal.snapshot.SnapshotStore;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A generation whose run ended without a seal, once its logs have been read: what its seal is to say, and what makes the disk
 * agree. For the one who holds the journal's lock.
 */
final class CrashedGeneration {
    private static final Logger LOG = LoggerFactory.getLogger(CrashedGeneration.class);

    private final RecordedGeneration generation;
    private final AbandonedLog events;
    private final AbandonedLog decisions;
    private final Seal seal;

    private CrashedGeneration(
            final RecordedGeneration generation,
            final Optional<String> sealDamage,
            final AbandonedLog events,
            final AbandonedLog decisions) {
        this.generation = generation;
        this.events = events;
        this.decisions = decisions;
        seal = new Seal(
                generation.epoch(),
                Outcome.CRASHED,
                events.end(),
                decisions.end(),
                Optional.empty(),
                text(Stream.of(sealDamage, events.damage(), decisions.damage())),
                text(Stream.of(events.tornTail(), decisions.tornTail())));
    }

    private static Optional<String> text(final Stream<Optional<?>> found) {
        return Optional.of(found.flatMap(Optional::stream).map(Object::toString).collect(Collectors.joining("; ")))
                .filter(text -> !text.isEmpty());
    }

    /**
     * Reads what follows its newest valid snapshot; changes nothing.
     *
     * @param sealDamage of a seal that it had and that can't be believed
     */
    static CrashedGeneration read(final RecordedGeneration generation, final Optional<String> sealDamage) {
        final Optional<Snapshot> known = newestSnapshot(generation);
        return new CrashedGeneration(
                generation,
                sealDamage,
                scan(generation.place(LogKind.EVENTS), known.map(Snapshot::events)),
                scan(generation.place(LogKind.DECISIONS), known.map(Snapshot::decisions)));
    }

    /** What lies before a valid snapshot has been read to make it; a long generation isn't read whole again. */
    private static AbandonedLog scan(final LogPlace place, final Optional<LogEnd> known) {
        return known.map(from -> AbandonedLog.scan(place, from)).orElseGet(() -> AbandonedLog.scan(place));
    }

    private static Optional<Snapshot> newestSnapshot(final RecordedGeneration generation) {
        final SnapshotStore store = new SnapshotStore(generation.directory(), generation.epoch());
        for (final SnapshotStore.Entry entry : store.list()) {
            try {
                return Optional.of(store.read(entry));
            } catch (final SnapshotRefused refused) {
                LOG.warn("snapshot {} isn't used: {}", entry.file(), refused.getMessage());
            }
        }
        return Optional.empty();
    }

    /** What the file is going to say. */
    Seal seal() {
        return seal;
    }

    /** Gives back the space that was reserved and not used; a damaged log stays as it is. */
    void trim() {
        events.trim();
        decisions.trim();
    }

    /** Forces the logs, which takes as long as the disk likes, and then writes the seal that tells of them. */
    void seal(final Disk disk) {
        events.force(disk);
        decisions.force(disk);
        seal.write(generation.directory(), disk);
        LOG.warn(
                "generation {} ended without a seal, as after a crash: it holds {} event records up to #{}{}{}",
                seal.epoch(),
                seal.events().records(),
                seal.events().lastSequence(),
                seal.damage()
                        .map(damage -> ", and damage behind them: " + damage)
                        .orElse(""),
                seal.torn()
                        .map(torn -> "; cut off, never forced and so never acted on: " + torn)
                        .orElse(""));
    }
}
