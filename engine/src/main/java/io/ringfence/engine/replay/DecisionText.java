package io.ringfence.engine.replay;

import io.ringfence.journal.dump.RecordTypes;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.InstrumentRankedDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderCancelledDecoder;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.message.SeriesChangedDecoder;
import io.ringfence.journal.message.SeriesValuesDecoder;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StateHashDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopDisarmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import io.ringfence.journal.message.TakeProfitDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/**
 * A decision's fields by name, in schema order, as they are recorded: unlike {@code journal dump} it leaves no field out,
 * rounds none, and needs no instrument's decimals. Of types that it doesn't know it tells no more than the type. Off the hot path.
 */
final class DecisionText {
    private static final String TYPE = "type";

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Map<Integer, MessageDecoderFlyweight> decoders = new LinkedHashMap<>();

    DecisionText() {
        Stream.of(
                        new PositionChangedDecoder(),
                        new BarClosedDecoder(),
                        new InstrumentRankedDecoder(),
                        new SeriesChangedDecoder(),
                        new SeriesValuesDecoder(),
                        new SignalDecoder(),
                        new StopArmedDecoder(),
                        new StopMovedDecoder(),
                        new StopHitDecoder(),
                        new StopDisarmedDecoder(),
                        new TakeProfitDecoder(),
                        new OrderPlacedDecoder(),
                        new OrderCancelledDecoder(),
                        new OrderChangedDecoder(),
                        new RiskRejectDecoder(),
                        new AlarmDecoder(),
                        new StateHashDecoder())
                .forEach(decoder -> decoders.put(decoder.sbeTemplateId(), decoder));
    }

    /** The fields of the record whose message header is at {@code offset}; its type comes first. */
    Map<String, String> fieldsOf(final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        final Map<String, String> fields = new LinkedHashMap<>();
        final MessageDecoderFlyweight decoder = decoders.get(header.templateId());
        if (decoder == null) {
            fields.put(TYPE, RecordTypes.name(header.templateId()) + " template " + header.templateId());
            return fields;
        }
        fields.put(TYPE, RecordTypes.name(header.templateId()));
        decoder.wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        final String text = decoder.appendTo(new StringBuilder()).toString();
        putFields(text.substring(text.indexOf("):") + 2), fields);
        return fields;
    }

    /** SBE prints {@code field=value|composite=(a=b|c=d)|...}; a composite's fields get its name in front. */
    private static void putFields(final String body, final Map<String, String> fields) {
        String composite = "";
        for (final String token : body.split("\\|")) {
            String field = token;
            final int opening = field.indexOf("=(");
            if (opening > 0) {
                composite = field.substring(0, opening) + ".";
                field = field.substring(opening + 2);
            }
            final int equals = field.indexOf('=');
            fields.put(
                    composite + field.substring(0, equals),
                    field.substring(equals + 1).replace(")", ""));
            if (field.endsWith(")")) {
                composite = "";
            }
        }
    }
}
