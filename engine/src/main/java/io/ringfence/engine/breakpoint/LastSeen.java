package io.ringfence.engine.breakpoint;

import io.ringfence.engine.history.Noted;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.SignalDecoder;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The newest bar of every series and the newest signal of every instrument, since the run began. */
final class LastSeen {
    private static final int TIMEFRAME_BITS = 8;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BarClosedDecoder bar = new BarClosedDecoder();
    private final Map<Integer, Noted> bars = new TreeMap<>();
    private final Map<Integer, Noted> signals = new TreeMap<>();

    void take(final Slot slot) {
        final Section indicators = slot.indicators();
        for (int at = indicators.first(); at != Section.END; at = indicators.next(at)) {
            if (indicators.templateId(at) == BarClosedDecoder.TEMPLATE_ID) {
                bar.wrapAndApplyHeader(indicators.buffer(), at, header);
                bars.put(bar.header().instrument() << TIMEFRAME_BITS | bar.timeframe(), copy(slot, indicators, at));
            }
        }
        final Section given = slot.signals();
        for (int at = given.first(); at != Section.END; at = given.next(at)) {
            if (given.templateId(at) == SignalDecoder.TEMPLATE_ID) {
                signals.put(slot.instrument(), copy(slot, given, at));
            }
        }
    }

    private static Noted copy(final Slot slot, final Section section, final int at) {
        return Noted.decision(section.buffer(), at, section.recordBytes(at), slot.receiveTimeNs());
    }

    /** By instrument and timeframe. */
    Collection<Noted> bars() {
        return bars.values();
    }

    /** By instrument. */
    Collection<Noted> signals() {
        return signals.values();
    }
}
