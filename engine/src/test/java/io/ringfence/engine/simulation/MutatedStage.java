package io.ringfence.engine.simulation;

import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import io.ringfence.journal.message.StopMovedEncoder;

/** The {@code stops} stage, broken; for those who watch it. */
final class MutatedStage implements Stage {
    private static final int PART = 4;

    private final Stage stage;
    private final Mutant mutant;
    private final StopWatch watch;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final StopMovedDecoder moved = new StopMovedDecoder();
    private final StopMovedEncoder moving = new StopMovedEncoder();

    private MutatedStage(final Stage stage, final Mutant mutant, final StopWatch watch) {
        this.stage = stage;
        this.mutant = mutant;
        this.watch = watch;
    }

    static Stage of(final Stage stage, final Mutant mutant, final StopWatch watch) {
        final boolean mutated = mutant == Mutant.LOOSEN_STOPS || mutant == Mutant.MISS_CROSSINGS;
        return mutated && stage.name().equals("stops") ? new MutatedStage(stage, mutant, watch) : stage;
    }

    @Override
    public String name() {
        return stage.name();
    }

    @Override
    public void onEvent(final Slot slot) {
        if (mutant == Mutant.MISS_CROSSINGS
                && slot.templateId() == QuoteDecoder.TEMPLATE_ID
                && watch.isArmed(slot.instrument())
                && slot.sequence() % PART == 0) {
            slot.empty(Slot.STOPS);
            return;
        }
        stage.onEvent(slot);
        if (mutant == Mutant.LOOSEN_STOPS) {
            loosen(slot.stops());
        }
    }

    private void loosen(final Section section) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (section.templateId(at) == StopMovedDecoder.TEMPLATE_ID) {
                moved.wrapAndApplyHeader(section.buffer(), at, header);
                final long loosened = 2 * moved.previousPrice() - moved.stopPrice();
                moving.wrap(section.buffer(), at + MessageHeaderEncoder.ENCODED_LENGTH)
                        .stopPrice(loosened);
            }
        }
    }
}
