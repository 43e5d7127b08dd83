package io.ringfence.engine.snapshot;

import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.journal.message.SnapshotRequestDecoder;
import io.ringfence.journal.snapshot.StageState;

/**
 * A stage in a lane, saving itself when the request for a snapshot gets there: into memory that is there already, what
 * is large over the events that follow. Owned by the stage's lane; the memory is the writing thread's from the moment
 * that all of it is filled until the next request.
 */
final class SavingStage implements Stage {
    private final StatefulStage stage;
    private final SnapshotTaking taking;
    private final StateWriter memory;

    private boolean saving;

    SavingStage(final StatefulStage stage, final SnapshotTaking taking, final int highestInstrument) {
        this.stage = stage;
        this.taking = taking;
        memory = new StateWriter(stage.maxStateBytes(highestInstrument));
    }

    @Override
    public String name() {
        return stage.name();
    }

    @Override
    public void onEvent(final Slot slot) {
        stage.onEvent(slot);
        if (saving) {
            saveMore();
        } else if (slot.templateId() == SnapshotRequestDecoder.TEMPLATE_ID && taking.isAskedAt(slot.sequence())) {
            taking.begun(slot.receiveTimeNs());
            memory.begin();
            stage.save(memory);
            saving = true;
            saveMore();
        }
    }

    private void saveMore() {
        if (stage.saveMore()) {
            saving = false;
            taking.saved();
        }
    }

    /** All at once. Called by whoever has stopped the lane; what was being saved before is void. */
    void saveNow() {
        memory.begin();
        stage.save(memory);
        while (!stage.saveMore()) {
            // Nothing else happens meanwhile.
        }
    }

    /** Of the filled memory, not a copy. */
    StageState state() {
        return new StageState(stage.name(), stage.stateVersion(), memory.bytes());
    }
}
