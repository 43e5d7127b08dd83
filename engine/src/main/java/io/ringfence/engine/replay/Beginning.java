package io.ringfence.engine.replay;

import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
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
 * Without any, the generation's first event with fresh stages, unless that has been pruned.
 */
public final class Beginning implements AutoCloseable {
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
     * @throws JournalFailure if the generation began with a state that can't be read, or its beginning, which that takes, has
     *     been pruned
     */
    public static Beginning before(final RecordedGeneration generation, final int engineId, final long sequence) {
        final Beginning beginning = new Beginning(generation);
        final SnapshotStore store = new SnapshotStore(generation.directory(), generation.epoch());
        for (final SnapshotStore.Entry entry : store.list()) {
            if (entry.sequence() < Math.max(sequence, 1) && beginning.isAt(store, entry, engineId)) {
                break;
            }
        }
        if (beginning.snapshot.map(Snapshot::isOpening).orElse(true) && generation.prunedUpTo() > 0) {
            beginning.close();
            throw pruned(generation, engineId);
        }
        return beginning;
    }

    /** The first sequence that can be replayed; 0: all, or, as whoever tries it is told, nothing. */
    public static long first(final RecordedGeneration generation, final int engineId) {
        final long pruned = generation.prunedUpTo();
        final SnapshotStore store = new SnapshotStore(generation.directory(), generation.epoch());
        long first = 0;
        for (final SnapshotStore.Entry entry : pruned == 0 ? List.<SnapshotStore.Entry>of() : store.list()) {
            try {
                first = isBehindWhatIsGone(generation, store.read(entry, engineId)) ? entry.sequence() + 1 : first;
            } catch (final SnapshotRefused refused) {
                // One that isn't valid is no place to begin at.
            }
        }
        return first;
    }

    private static boolean isBehindWhatIsGone(final RecordedGeneration generation, final Snapshot snapshot) {
        return snapshot.events().lastSequence() >= generation.prunedUpTo(LogKind.EVENTS)
                && snapshot.decisions().lastSequence() >= generation.prunedUpTo(LogKind.DECISIONS);
    }

    private static JournalFailure pruned(final RecordedGeneration generation, final int engineId) {
        final long first = first(generation, engineId);
        return new JournalFailure("events up to #" + generation.prunedUpTo() + " of generation " + generation.epoch()
                + " have been pruned; "
                + (first == 0
                        ? "no good snapshot lies behind them, so nothing can be replayed"
                        : "#" + first + " and later can be replayed (--from " + first + ")"));
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
    public Optional<Snapshot> snapshot() {
        return snapshot;
    }

    /** The first event to be replayed is the one behind this; 0 at the beginning. */
    public long sequence() {
        return snapshot.map(Snapshot::sequence).orElse(0L);
    }

    /** Snapshots that were not used, and why. */
    public List<String> skipped() {
        return skipped;
    }

    /** Behind {@link #sequence}. */
    public LogReader events() {
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
