package io.ringfence.journal.dump;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.event.InstrumentScales;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/** The instruments whose ids a journal has handed out, and what a generation's events define beside them. */
public final class KnownInstruments {
    private final Int2ObjectHashMap<InstrumentScales> byId = new Int2ObjectHashMap<>();

    /** What the journal knows, also where the events that define it have been pruned. */
    public static KnownInstruments of(final RecordedGeneration generation) {
        final KnownInstruments instruments = new KnownInstruments();
        instruments.learn(generation);
        return instruments;
    }

    /** All that the generation defines anywhere, too: reads its whole event log. */
    public static KnownInstruments ofAll(final RecordedGeneration generation) {
        final KnownInstruments instruments = of(generation);
        try (LogReader events = generation.events()) {
            while (events.next()) {
                instruments.learn(events.buffer(), events.offset());
            }
        }
        return instruments;
    }

    /** Takes note of what the generation's journal knows. */
    public void learn(final RecordedGeneration generation) {
        generation.instruments().forEach(one -> byId.put(one.id(), one));
    }

    /** Takes note of the event at {@code offset} if it is an instrument's definition. */
    public void learn(final DirectBuffer buffer, final int offset) {
        if (EventLayout.templateId(buffer, offset) == InstrumentDefinitionDecoder.TEMPLATE_ID) {
            final InstrumentScales instrument = InstrumentScales.of(Instrument.decode(buffer, offset));
            byId.put(instrument.id(), instrument);
        }
    }

    public Optional<InstrumentScales> byId(final int id) {
        return Optional.ofNullable(byId.get(id));
    }
}
