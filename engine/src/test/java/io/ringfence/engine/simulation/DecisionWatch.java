package io.ringfence.engine.simulation;

import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.GuardedDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopDisarmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Reads every decision once, as it goes to the log, and tells those who watch. */
final class DecisionWatch {
    private static final int NONE = 0;

    private final OrderWatch orders;
    private final StopWatch stops;
    private final WishWatch wishes;
    private final RestingWatch resting;
    private final DecisionRecords records = new DecisionRecords();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PositionChangedDecoder position = new PositionChangedDecoder();
    private final SignalDecoder signal = new SignalDecoder();
    private final StopArmedDecoder armed = new StopArmedDecoder();
    private final StopMovedDecoder moved = new StopMovedDecoder();
    private final StopHitDecoder hit = new StopHitDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final DisasterPlacedDecoder disaster = new DisasterPlacedDecoder();
    private final RiskRejectDecoder reject = new RiskRejectDecoder();
    private final AlarmDecoder alarm = new AlarmDecoder();
    private final Map<AlarmKind, Integer> alarms = new EnumMap<>(AlarmKind.class);

    DecisionWatch(final OrderWatch orders, final StopWatch stops, final WishWatch wishes, final RestingWatch resting) {
        this.orders = orders;
        this.stops = stops;
        this.wishes = wishes;
        this.resting = resting;
    }

    void take(final long sequence, final DirectBuffer payload, final int offset, final int lengthBytes) {
        records.wrap(payload, offset, lengthBytes);
        int changed = NONE;
        for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
            final int instrument = records.instrument(at);
            switch (records.templateId(at)) {
                case PositionChangedDecoder.TEMPLATE_ID -> {
                    stops.position(
                            instrument,
                            position.wrapAndApplyHeader(payload, at, header).quantity());
                    changed = instrument;
                }
                case SignalDecoder.TEMPLATE_ID ->
                    wishes.signal(
                            instrument,
                            signal.wrapAndApplyHeader(payload, at, header).target());
                case StopArmedDecoder.TEMPLATE_ID -> {
                    armed.wrapAndApplyHeader(payload, at, header);
                    stops.armed(instrument, armed.side() == Side.BUY, armed.stopPrice());
                }
                case StopMovedDecoder.TEMPLATE_ID -> {
                    moved.wrapAndApplyHeader(payload, at, header);
                    stops.moved(instrument, moved.stopPrice(), moved.previousPrice(), sequence);
                }
                case StopHitDecoder.TEMPLATE_ID -> {
                    hit.wrapAndApplyHeader(payload, at, header);
                    stops.hit(instrument, hit.reason(), hit.stopPrice(), hit.triggerPrice());
                }
                case StopDisarmedDecoder.TEMPLATE_ID -> stops.disarmed(instrument);
                case GuardedDecoder.TEMPLATE_ID -> orders.guarded();
                default -> takeOrder(payload, at, instrument);
            }
        }
        if (changed != NONE) {
            stops.settled(changed);
        }
    }

    private void takeOrder(final DirectBuffer payload, final int at, final int instrument) {
        switch (records.templateId(at)) {
            case OrderPlacedDecoder.TEMPLATE_ID -> {
                placed.wrapAndApplyHeader(payload, at, header);
                final boolean entry = placed.purpose() == OrderPurpose.ENTRY;
                orders.decided(OrderName.of(placed.orderId()), instrument, entry);
                if (entry) {
                    wishes.entry(instrument);
                }
            }
            case DisasterPlacedDecoder.TEMPLATE_ID -> {
                disaster.wrapAndApplyHeader(payload, at, header);
                orders.decidedStop(OrderName.of(disaster.orderId()));
                resting.placed(
                        instrument,
                        disaster.side() == Side.BUY ? 1 : -1,
                        disaster.triggerPrice(),
                        disaster.quantity(),
                        disaster.stopPrice());
            }
            case RiskRejectDecoder.TEMPLATE_ID -> {
                reject.wrapAndApplyHeader(payload, at, header);
                wishes.refused(instrument, reject.rule(), reject.purpose() == OrderPurpose.ENTRY);
            }
            case AlarmDecoder.TEMPLATE_ID -> {
                final AlarmKind kind =
                        alarm.wrapAndApplyHeader(payload, at, header).kind();
                alarms.merge(kind, 1, Integer::sum);
                wishes.alarm(kind);
            }
            default -> {}
        }
    }

    /** How often each was raised. */
    Map<AlarmKind, Integer> alarms() {
        return alarms;
    }
}
