package io.ringfence.engine.order;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.testing.TestSettings;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;

/** A state that was saved among the definitions: those that follow find what the generation's start left for them. */
class EarlyStateTest {
    private static final int DEFINED = 1;
    private static final int LATER = 2;
    private static final long NOW = 1_000;

    @Test
    void shouldLookAtWhatIsDefinedAfterwardsAsAfterTheStart() {
        final Pursuit started = pursuit();
        started.generationStarted();
        final Pursuit loaded = pursuit();
        pass(Pursuit.stateBytes(DEFINED), started::save, loaded::load);

        assertTrue(started.isBusy(LATER));
        assertTrue(loaded.isBusy(LATER));
    }

    @Test
    void shouldHoldWhatIsDefinedAfterwardsUntilAnOperatorResumes() {
        final EntryGate started = new EntryGate(LATER);
        started.generationStarted(true, false, true, NOW);
        final EntryGate loaded = new EntryGate(LATER);
        pass(EntryGate.stateBytes(DEFINED), started::save, loaded::load);
        assertTrue(loaded.isHeld(LATER));

        started.resume(DEFINED);
        pass(EntryGate.stateBytes(DEFINED), started::save, loaded::load);
        assertFalse(loaded.isHeld(DEFINED));
        assertTrue(loaded.isHeld(LATER));

        started.resume(0);
        pass(EntryGate.stateBytes(DEFINED), started::save, loaded::load);
        assertFalse(loaded.isHeld(LATER));
    }

    private static Pursuit pursuit() {
        return OrderParts.of(TestSettings.settings()).pursuit();
    }

    private static void pass(
            final long stateBytes, final ObjIntConsumer<StateWriter> save, final ObjIntConsumer<StateReader> load) {
        final StateWriter state = new StateWriter(stateBytes);
        save.accept(state, DEFINED);
        load.accept(new StateReader("orders", state.bytes()), DEFINED);
    }
}
