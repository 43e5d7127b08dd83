package io.ringfence.journal.dump;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/** The instruments that a generation's events define. */
public final class KnownInstruments {
    private final Int2ObjectHashMap<Instrument> byId = new Int2ObjectHashMap<>();

    /** All instruments that the generation defines anywhere: reads its whole event log. */
    public static KnownInstruments of(final RecordedGeneration generation) {
        final KnownInstruments instruments = new KnownInstruments();
        try (LogReader events = generation.events()) {
            while (events.next()) {
                instruments.learn(events.buffer(), events.offset());
            }
        }
        return instruments;
    }

    /** Takes note of the event at {@code offset} if it is an instrument's definition. */
    public void learn(final DirectBuffer buffer, final int offset) {
        if (EventLayout.templateId(buffer, offset) == InstrumentDefinitionDecoder.TEMPLATE_ID) {
            final Instrument instrument = Instrument.decode(buffer, offset);
            byId.put(instrument.id(), instrument);
        }
    }

    public Optional<Instrument> byId(final int id) {
        return Optional.ofNullable(byId.get(id));
    }
}
