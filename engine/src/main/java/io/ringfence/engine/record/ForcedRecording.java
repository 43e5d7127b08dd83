package io.ringfence.engine.record;

import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.lane.Lane;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogWriter;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code durability: device}. The journal's lane takes what is there, appends it and forces it; meanwhile {@code orders}
 * decides on the same events, and its decisions are appended and forced by a thread of their own, beside. An order
 * leaves when both are done: without its record a new build, which might decide otherwise, could not know of it.
 */
final class ForcedRecording implements Recording {
    /** Events between two times of forcing. */
    private static final int MAX_BATCH = 4096;

    private final LogWriter events;
    private final Halt halt;
    private final JournalStage stage;
    private final DecisionQueue decisions;
    private final AtomicLong forced = new AtomicLong();

    ForcedRecording(final LogWriter events, final LogWriter decisions, final Halt halt) {
        this.events = events;
        this.halt = halt;
        stage = new JournalStage(events::append);
        this.decisions = new DecisionQueue(decisions, halt);
    }

    @Override
    public JournalStage stage() {
        return stage;
    }

    @Override
    public DecisionSink decisions() {
        return decisions;
    }

    @Override
    public long safe() {
        return Math.min(forced.get(), decisions.forced());
    }

    @Override
    public int poll(final Lane journal) {
        int taken = 0;
        int work;
        do {
            work = journal.poll();
            taken += work;
        } while (work > 0 && taken < MAX_BATCH);
        if (taken > 0) {
            force();
        }
        return taken;
    }

    /** The one attempt; what the disk has refused once is never asked for again. */
    private void force() {
        if (halt.isLit()) {
            return;
        }
        try {
            events.force();
            forced.set(stage.appended());
        } catch (final JournalFailure refused) {
            halt.light(stage.name(), stage.appended(), refused);
        }
    }

    @Override
    public void start() {
        decisions.start();
    }

    @Override
    public boolean stop() throws InterruptedException {
        return decisions.stop();
    }
}
