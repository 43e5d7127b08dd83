package io.ringfence.engine.simulation;

import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.SnapshotRequestDecoder;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.StageState;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Takes snapshots as the lanes do: at the request's event every stage saves itself, what is large over the events that
 * follow; finished and written when both logs are safe up to there. Runs behind {@code orders}.
 */
final class StateSaver implements Stage {
    private static final int KEPT = 2;

    private final long configurationHash;
    private final List<StatefulStage> stages = new ArrayList<>();
    private final List<StateWriter> memory = new ArrayList<>();
    private final Deque<Snapshot> written = new ArrayDeque<>();
    private SimulatedLog events;
    private SimulatedLog decisions;
    private int epoch;
    private long buildHash;
    private long askedAt;
    private long timeNs;
    private LogEnd eventsEnd;
    private LogEnd decisionsEnd;
    private boolean[] done;
    private long taken;

    StateSaver(final long configurationHash) {
        this.configurationHash = configurationHash;
    }

    /** Of which build the next generations are. */
    void build(final long hash) {
        buildHash = hash;
    }

    /** A generation begins with {@code row}. */
    void begin(final Stages row, final int epoch, final SimulatedLog events, final SimulatedLog decisions) {
        this.epoch = epoch;
        this.events = events;
        this.decisions = decisions;
        stages.clear();
        written.clear();
        stages.addAll(row.stateful());
        if (memory.isEmpty()) {
            stages.forEach(stage -> memory.add(new StateWriter(stage.maxStateBytes(SimulatedMarket.MOST))));
        }
        done = new boolean[stages.size()];
        askedAt = 0;
    }

    @Override
    public String name() {
        return "state-saver";
    }

    @Override
    public void onEvent(final Slot slot) {
        if (askedAt > 0) {
            goOn();
        } else if (slot.templateId() == SnapshotRequestDecoder.TEMPLATE_ID) {
            ask(slot);
            goOn();
        }
    }

    private void ask(final Slot slot) {
        askedAt = slot.sequence();
        timeNs = slot.receiveTimeNs();
        eventsEnd = events.end();
        decisionsEnd = decisions.end();
        for (int i = 0; i < stages.size(); i++) {
            memory.get(i).begin();
            stages.get(i).save(memory.get(i));
            done[i] = false;
        }
    }

    private void goOn() {
        boolean all = true;
        for (int i = 0; i < stages.size(); i++) {
            done[i] = done[i] || stages.get(i).saveMore();
            all &= done[i];
        }
        if (all && events.safeSequence() >= askedAt && decisions.safeSequence() >= askedAt) {
            write();
        }
    }

    private void write() {
        final List<StageState> states = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            states.add(copy(i));
        }
        written.addFirst(snapshot(askedAt, timeNs, eventsEnd, decisionsEnd, states));
        if (written.size() > KEPT) {
            written.removeLast();
        }
        askedAt = 0;
        taken++;
    }

    /** The last of a generation that ends in order. */
    void last(final long atNs) {
        final List<StageState> states = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            memory.get(i).begin();
            stages.get(i).save(memory.get(i));
            while (!stages.get(i).saveMore()) {
                // Nobody waits for it any more.
            }
            states.add(copy(i));
        }
        written.addFirst(snapshot(events.lastSequence(), atNs, events.end(), decisions.end(), states));
        askedAt = 0;
        taken++;
    }

    private StageState copy(final int stage) {
        final ByteBuffer copy = ByteBuffer.allocate(memory.get(stage).lengthBytes());
        return new StageState(
                stages.get(stage).name(),
                stages.get(stage).stateVersion(),
                copy.put(memory.get(stage).bytes()).flip());
    }

    /** What its generation begins with. */
    Snapshot opening(final List<StageState> states) {
        return snapshot(0, 0, events.end(0), decisions.end(0), states);
    }

    private Snapshot snapshot(
            final long sequence,
            final long atNs,
            final LogEnd ofEvents,
            final LogEnd ofDecisions,
            final List<StageState> states) {
        return new Snapshot(
                Messages.ENGINE_ID,
                epoch,
                sequence,
                atNs,
                buildHash,
                configurationHash,
                MessageHeaderDecoder.SCHEMA_VERSION,
                ofEvents,
                ofDecisions,
                states);
    }

    /** Whether one is being taken. */
    boolean isBusy() {
        return askedAt > 0;
    }

    /** Those of the running generation that are on the disk, newest first. */
    List<Snapshot> written() {
        return List.copyOf(written);
    }

    /** Of all generations. */
    long taken() {
        return taken;
    }
}
