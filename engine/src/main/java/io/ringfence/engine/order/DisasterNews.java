package io.ringfence.engine.order;

import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Slot;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.AlgoReportDecoder;
import io.ringfence.journal.message.AlgoStatus;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.message.SendFailureReason;
import io.ringfence.journal.message.Side;

/** What reports, answers and failures tell of disaster stops. */
final class DisasterNews {
    /** Binance: "Order does not exist." */
    private static final int NO_SUCH_ORDER = -2013;
    /** Binance: "Unknown order sent." */
    private static final int UNKNOWN_ORDER = -2011;

    private final MessageHeaderDecoder eventHeader = new MessageHeaderDecoder();
    private final AlgoReportDecoder algo = new AlgoReportDecoder();

    private final Instruments instruments;
    private final OrderRecords records;
    private final DisasterStops disasters;
    private final NamedOrders names;

    DisasterNews(final OrderParts parts, final NamedOrders names) {
        instruments = parts.instruments();
        records = parts.records();
        disasters = parts.disasters();
        this.names = names;
    }

    /** One of ours is followed, whether it is known or not; somebody else's is none of our business, but open ones are told. */
    void onReport(final Slot slot) {
        final int instrument = slot.instrument();
        if (!instruments.knows(instrument)) {
            return;
        }
        algo.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final OrderIdDecoder id = algo.orderId();
        final boolean open = algo.status() == AlgoStatus.NEW;
        final int disaster = disasters.find(instrument, id.epoch(), id.sequence(), id.index());
        if (names.isOurs(id) && disaster != DisasterTable.NONE) {
            disasters.reported(disaster, algo.status(), algo.algoId());
        } else if (names.isOurs(id) && open) {
            disasters.found(
                    instrument,
                    id.epoch(),
                    id.sequence(),
                    id.index(),
                    algo.algoId(),
                    algo.side() == Side.BUY ? 1 : -1,
                    algo.triggerPrice(),
                    algo.quantity());
        } else if (open && algo.origin() == ReportOrigin.HISTORY) {
            records.onAlarm(instrument, OrderTable.NO_ORDER, AlarmKind.UNKNOWN_ORDER, algo.quantity(), 0);
        }
    }

    static boolean isAlgo(final AnswerKind kind) {
        return kind == AnswerKind.ALGO_PLACE || kind == AnswerKind.ALGO_CANCEL;
    }

    void onAnswer(final int instrument, final OrderAnswerDecoder answer) {
        final int disaster = names.disaster(instrument, answer.orderId());
        if (disaster == DisasterTable.NONE) {
            return;
        }
        final boolean unknown = answer.unknownOutcome() == Flag.YES;
        if (answer.kind() == AnswerKind.ALGO_PLACE) {
            takeReplaced(disasters.instrument(disaster), answer);
            disasters.placeAnswered(disaster, answer.venueOrderId(), answer.errorCode(), unknown);
        } else {
            final boolean known = answer.errorCode() != UNKNOWN_ORDER && answer.errorCode() != NO_SUCH_ORDER;
            disasters.cancelAnswered(disaster, answer.errorCode(), unknown, known);
        }
    }

    /** What the answer says of the stop that was to make room for its order. */
    void takeReplaced(final int instrument, final OrderAnswerDecoder answer) {
        final OrderIdDecoder id = answer.orderId();
        if (answer.replaced() == Flag.YES) {
            disasters.replaced(instrument, id.sequence(), id.index());
        } else if (answer.errorCode() != 0 && answer.unknownOutcome() != Flag.YES) {
            disasters.notReplaced(instrument, id.sequence(), id.index());
        }
    }

    void onFailure(final int instrument, final SendFailureDecoder failure) {
        final int disaster = names.disaster(instrument, failure.orderId());
        if (disaster == DisasterTable.NONE) {
            return;
        }
        final boolean withheld = failure.reason() == SendFailureReason.WITHHELD;
        if (failure.kind() == AnswerKind.ALGO_PLACE) {
            disasters.placeFailed(disaster, failure.perhapsSent() == Flag.YES, withheld);
        } else {
            disasters.cancelFailed(disaster, withheld);
        }
    }
}
