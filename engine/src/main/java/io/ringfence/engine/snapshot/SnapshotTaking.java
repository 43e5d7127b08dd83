package io.ringfence.engine.snapshot;

import io.ringfence.engine.stage.Stage;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogWriter;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.StageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one snapshot that is being taken, across the lanes. Asked for by the inbound thread, before it publishes the
 * request; filled by the lanes; read and released by the thread that writes it.
 */
public final class SnapshotTaking {
    private static final long NONE = 0;

    private final List<SavingStage> stages = new ArrayList<>();
    private final SnapshotOrigin origin;
    private final LogWriter events;
    private final LogWriter decisions;

    /** Stages that have not saved themselves yet; what they wrote is seen by whoever sees them counted. */
    private final AtomicInteger missing = new AtomicInteger();

    /** The sequence that is being saved. Set by the inbound thread when there is none, and to none by the other. */
    private volatile long asked = NONE;

    private volatile long receiveTimeNs;

    /** The logs are those that the stages' events and decisions go to. */
    public SnapshotTaking(final SnapshotOrigin origin, final LogWriter events, final LogWriter decisions) {
        this.origin = origin;
        this.events = events;
        this.decisions = decisions;
    }

    /**
     * What a lane runs in {@code stage}'s place; in the order in which an event passes them, before the first event.
     *
     * @param highestInstrument no id will be higher: what the memory is taken for
     */
    public Stage saving(final StatefulStage stage, final int highestInstrument) {
        final SavingStage saving = new SavingStage(stage, this, highestInstrument);
        stages.add(saving);
        return saving;
    }

    /** Whether nothing is being saved or written. */
    public boolean isIdle() {
        return asked == NONE;
    }

    /** Called by the inbound thread while idle, before it publishes the request with {@code sequence}. */
    void ask(final long sequence) {
        missing.set(stages.size());
        events.mark(sequence);
        decisions.mark(sequence);
        asked = sequence;
    }

    /** Called by the inbound thread if the request found no room. */
    void withdraw() {
        asked = NONE;
    }

    /** Called by lanes. */
    boolean isAskedAt(final long sequence) {
        return sequence == asked;
    }

    /** Called by lanes, all with the same. */
    void begun(final long requestTimeNs) {
        receiveTimeNs = requestTimeNs;
    }

    /** Called by lanes, once each. */
    void saved() {
        missing.decrementAndGet();
    }

    /** The snapshot, if one is asked for and everybody has saved. Called by the writing thread, which then releases. */
    Optional<Snapshot> complete() {
        final long sequence = asked;
        if (sequence == NONE || missing.get() > 0 || !events.isMarked(sequence) || !decisions.isMarked(sequence)) {
            return Optional.empty();
        }
        return Optional.of(snapshot(sequence, receiveTimeNs, events.marked(sequence), decisions.marked(sequence)));
    }

    /** What was saved has been written, or never will be: the next may be asked for. */
    void release() {
        asked = NONE;
    }

    /**
     * The state as it is. Called by whoever has stopped everything: inbound, lanes, and the thread that writes.
     *
     * @param sequence   the last event's, which every stage is done with
     * @param lastTimeNs that event's receive time
     */
    public Snapshot last(final long sequence, final long lastTimeNs) {
        stages.forEach(SavingStage::saveNow);
        return snapshot(sequence, lastTimeNs, events.end(), decisions.end());
    }

    private Snapshot snapshot(
            final long sequence, final long timeNs, final LogEnd eventsEnd, final LogEnd decisionsEnd) {
        final List<StageState> states = stages.stream().map(SavingStage::state).toList();
        return new Snapshot(
                origin.engineId(),
                origin.epoch(),
                sequence,
                timeNs,
                origin.buildHash(),
                origin.configurationHash(),
                MessageHeaderDecoder.SCHEMA_VERSION,
                eventsEnd,
                decisionsEnd,
                states);
    }
}
