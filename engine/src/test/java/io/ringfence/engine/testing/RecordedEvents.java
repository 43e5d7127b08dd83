package io.ringfence.engine.testing;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import java.util.ArrayList;
import java.util.List;

/** The events of a synthetic session, to be run again, in parts and by other stages. */
public final class RecordedEvents {
    private final List<byte[]> events = new ArrayList<>();
    private final Slot slot = new Slot();

    private RecordedEvents() {}

    /** {@code count} events of a {@link SyntheticMarket} that trades with {@code settings}'s stages. */
    public static RecordedEvents of(
            final StageSettings settings, final int instruments, final long seed, final int count) {
        final RecordedEvents recorded = new RecordedEvents();
        final SyntheticMarket market = new SyntheticMarket(instruments, seed);
        final Stages stages = Stages.of(settings, market, DecisionSink.NONE);
        for (int i = 0; i < count; i++) {
            market.next(recorded.slot);
            recorded.keep();
            recorded.pass(stages);
        }
        return recorded;
    }

    private void keep() {
        final byte[] event = new byte[slot.eventBytes()];
        slot.event().getBytes(0, event);
        events.add(event);
    }

    private void pass(final Stages stages) {
        for (final Stage stage : stages.row()) {
            stage.onEvent(slot);
        }
    }

    /** Runs the events with sequences {@code from} to {@code to} through {@code stages}. */
    public void run(final Stages stages, final long from, final long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            final byte[] event = events.get((int) sequence - 1);
            slot.event().putBytes(0, event);
            slot.eventBytes(event.length);
            pass(stages);
        }
    }
}
