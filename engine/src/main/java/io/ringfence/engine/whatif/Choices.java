package io.ringfence.engine.whatif;

import io.ringfence.journal.dump.KnownInstruments;
import io.ringfence.journal.event.InstrumentScales;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.number.Decimals;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** Collects what a run decided on its own. */
final class Choices {
    private final KnownInstruments instruments = new KnownInstruments();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SignalDecoder signal = new SignalDecoder();
    private final OrderPlacedDecoder order = new OrderPlacedDecoder();
    private final StopHitDecoder hit = new StopHitDecoder();
    private final RiskRejectDecoder refusal = new RiskRejectDecoder();
    private final List<Choice> all = new ArrayList<>();

    private long timeNs;
    private long recorded;

    void at(final long eventTimeNs, final long recordedSequence, final DirectBuffer event) {
        timeNs = eventTimeNs;
        recorded = recordedSequence;
        instruments.learn(event, 0);
    }

    void take(final DecisionRecords records, final int at) {
        final InstrumentScales instrument =
                instruments.byId(records.instrument(at)).orElse(null);
        if (instrument == null) {
            return;
        }
        switch (records.templateId(at)) {
            case SignalDecoder.TEMPLATE_ID ->
                add(
                        instrument,
                        "signal "
                                + target(signal.wrapAndApplyHeader(records.buffer(), at, header)
                                        .target()));
            case OrderPlacedDecoder.TEMPLATE_ID -> {
                order.wrapAndApplyHeader(records.buffer(), at, header);
                add(
                        instrument,
                        lower(order.purpose()) + " " + order.side() + " "
                                + Decimals.format(order.quantity(), instrument.quantityScale()));
            }
            case StopHitDecoder.TEMPLATE_ID ->
                add(
                        instrument,
                        "stop hit at "
                                + Decimals.format(
                                        hit.wrapAndApplyHeader(records.buffer(), at, header)
                                                .stopPrice(),
                                        instrument.priceScale()));
            case RiskRejectDecoder.TEMPLATE_ID ->
                add(
                        instrument,
                        "refused "
                                + lower(refusal.wrapAndApplyHeader(records.buffer(), at, header)
                                        .rule()));
            default -> {
                // Follows from these, or from the market.
            }
        }
    }

    private void add(final InstrumentScales instrument, final String text) {
        all.add(new Choice(timeNs, recorded, instrument.symbol() + " " + text));
    }

    private static String target(final int target) {
        return target > 0 ? "long" : target < 0 ? "short" : "flat";
    }

    private static String lower(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    List<Choice> all() {
        return Collections.unmodifiableList(all);
    }
}
