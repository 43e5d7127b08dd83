package io.ringfence.engine.whatif;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.replay.Beginning;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ClockOffsetDecoder;
import io.ringfence.journal.message.ConnectionDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.StageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a what-if begins with: nothing, as the very first generation did; what the generation was opened with; or the newest
 * snapshot before the first sequence of interest. From there on the recorded market is all that both runs share.
 *
 * @param snapshot what is gone on from
 * @param carried  stages of the recorded configuration that hold it
 * @param told     events before the snapshot that whoever goes on from it must know, in their order: instruments, the state of
 *                 market data, the clock
 * @param skipped  snapshots that were not used, and why
 */
record Opening(Optional<Snapshot> snapshot, Optional<Stages> carried, List<UnsafeBuffer> told, List<String> skipped) {
    /**
     * @param from the first sequence of interest
     * @throws JournalFailure if what it takes can't be read, or has been pruned
     */
    static Opening before(final long from, final RecordedGeneration generation, final StageSettings recorded) {
        if (generation.prunedUpTo(LogKind.EVENTS) > 0) {
            throw new JournalFailure("the beginning of generation " + generation.epoch()
                    + ", which defines its instruments, has been pruned: nothing can be tried out on what is left");
        }
        try (Beginning beginning = Beginning.before(generation, recorded.engineId(), from)) {
            final Optional<Stages> carried = beginning.snapshot().map(snapshot -> {
                final Stages stages = Stages.of(recorded, Outbox.CLOSED, DecisionSink.NONE);
                stages.load(snapshot.stages());
                return stages;
            });
            return new Opening(
                    beginning.snapshot(), carried, told(generation, beginning.sequence()), beginning.skipped());
        }
    }

    /** The last event that happened before; 0: none of this generation. */
    long sequence() {
        return snapshot.map(Snapshot::sequence).orElse(0L);
    }

    /** Whether it lies within the generation, whose own first events are not run then. */
    boolean isWithin() {
        return sequence() > 0;
    }

    List<StageState> states() {
        return snapshot.map(Snapshot::stages).orElse(List.of());
    }

    private static List<UnsafeBuffer> told(final RecordedGeneration generation, final long to) {
        final List<UnsafeBuffer> told = new ArrayList<>();
        try (LogReader events = generation.events()) {
            while (events.sequence() < to && events.next()) {
                if (isToBeTold(events)) {
                    final UnsafeBuffer copy = new UnsafeBuffer(new byte[events.lengthBytes()]);
                    copy.putBytes(0, events.buffer(), events.offset(), events.lengthBytes());
                    told.add(copy);
                }
            }
        }
        return told;
    }

    private static boolean isToBeTold(final LogReader events) {
        return switch (EventLayout.templateId(events.buffer(), events.offset())) {
            case InstrumentDefinitionDecoder.TEMPLATE_ID, ClockOffsetDecoder.TEMPLATE_ID -> true;
            case ConnectionDecoder.TEMPLATE_ID ->
                new ConnectionDecoder()
                                .wrapAndApplyHeader(events.buffer(), events.offset(), new MessageHeaderDecoder())
                                .channel()
                        == ChannelKind.MARKET_DATA;
            default -> false;
        };
    }
}
