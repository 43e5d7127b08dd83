package io.ringfence.engine.record;

import io.ringfence.engine.lane.Lane;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.journal.log.LogWriter;

/** {@code durability: process}: each lane appends to its log itself, and nothing is forced while they run. */
final class AppendedRecording implements Recording {
    private final JournalStage stage;
    private final DecisionSink decisions;

    AppendedRecording(final LogWriter events, final LogWriter decisions) {
        stage = new JournalStage(events::append);
        this.decisions = decisions::append;
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
        return stage.appended();
    }

    @Override
    public int poll(final Lane journal) {
        return journal.poll();
    }

    @Override
    public void start() {
        // The lanes do it all.
    }

    @Override
    public boolean stop() {
        return true;
    }
}
