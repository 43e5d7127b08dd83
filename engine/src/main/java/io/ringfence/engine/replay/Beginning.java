package io.ringfence.engine.replay;

import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotRefused;
import io.ringfence.journal.snapshot.SnapshotStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a replay begins: both logs, read up to the place at which a snapshot was taken, and that snapshot. A snapshot that
 * isn't valid, or through whose place the logs don't pass, is left out with its reason, and the one before it taken.
 * Without any, the generation's first event with fresh stages.
 */
final class Beginning implements AutoCloseable {
    private final RecordedGeneration generation;
    private final List<String> skipped = new ArrayList<>();
    private Optional<Snapshot> snapshot = Optional.empty();
    private LogReader events;
    private LogReader decisions;

    private Beginning(final RecordedGeneration generation) {
        this.generation = generation;
        open();
    }

    /**
     * The newest before {@code sequence}, so that this event itself is run again.
     *
     * @throws JournalFailure if the generation began with a state that can't be read
     */
    static Beginning before(final RecordedGeneration generation, final int engineId, final long sequence) {
        final Beginning beginning = new Beginning(generation);
        final SnapshotStore store = new SnapshotStore(generation.directory(), generation.epoch());
        for (final SnapshotStore.Entry entry : store.list()) {
            if (entry.sequence() < Math.max(sequence, 1) && beginning.isAt(store, entry, engineId)) {
                break;
            }
        }
        return beginning;
    }

    private boolean isAt(final SnapshotStore store, final SnapshotStore.Entry entry, final int engineId) {
        try {
            final Snapshot candidate = store.read(entry, engineId);
            if (candidate.isOpening() || passThrough(candidate)) {
                snapshot = Optional.of(candidate);
                return true;
            }
        } catch (final SnapshotRefused refused) {
            if (entry.sequence() == 0) {
                close();
                throw new JournalFailure(
                        "generation " + generation.epoch() + ": opening snapshot: " + refused.getMessage(), refused);
            }
            skipped.add(entry.file() + ": " + refused.getMessage());
        }
        return false;
    }

    private boolean passThrough(final Snapshot candidate) {
        final LogEnd eventsFound = skipTo(events, candidate.events());
        final LogEnd decisionsFound = skipTo(decisions, candidate.decisions());
        if (eventsFound.equals(candidate.events()) && decisionsFound.equals(candidate.decisions())) {
            return true;
        }
        skipped.add("snapshot at sequence=" + candidate.sequence() + ": taken where the logs ended at events="
                + candidate.events() + " decisions=" + candidate.decisions() + ", there they have events=" + eventsFound
                + " decisions=" + decisionsFound);
        close();
        open();
        return false;
    }

    private static LogEnd skipTo(final LogReader log, final LogEnd end) {
        while (log.sequence() < end.lastSequence() && log.next()) {
            // The chain is checked on the way.
        }
        return log.end();
    }

    private void open() {
        events = generation.events();
        decisions = generation.decisions();
    }

    /** Empty: fresh stages, the first event. */
    Optional<Snapshot> snapshot() {
        return snapshot;
    }

    /** The first event to be replayed is the one behind this; 0 at the beginning. */
    long sequence() {
        return snapshot.map(Snapshot::sequence).orElse(0L);
    }

    /** Snapshots that were not used, and why. */
    List<String> skipped() {
        return skipped;
    }

    LogReader events() {
        return events;
    }

    /** Behind the decisions of {@link #sequence}. */
    LogReader decisions() {
        return decisions;
    }

    @Override
    public void close() {
        try {
            events.close();
        } finally {
            decisions.close();
        }
    }
}
