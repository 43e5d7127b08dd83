package io.ringfence.engine.order;

import io.ringfence.engine.risk.RiskControls;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Slot;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderInDoubtDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.message.SendFailureReason;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.VenuePositionDecoder;

/** What reports, answers and failures tell of orders, and the venue of positions: whose they are, and what is news of them. */
final class OrderReports {
    /** Binance: "Order does not exist." */
    private static final int NO_SUCH_ORDER = -2013;

    /** Statements in a row that must differ before that is a drift, of which the stream makes one at most. */
    private static final int MISMATCHES = 2;

    private final MessageHeaderDecoder eventHeader = new MessageHeaderDecoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final OrderAnswerDecoder answer = new OrderAnswerDecoder();
    private final SendFailureDecoder failure = new SendFailureDecoder();
    private final OrderInDoubtDecoder inDoubt = new OrderInDoubtDecoder();
    private final VenuePositionDecoder venuePosition = new VenuePositionDecoder();

    private final Instruments instruments;
    private final EntryGate gate;
    private final OrderTable orders;
    private final OrderRecords records;
    private final RiskControls controls;
    private final ForeignPositions foreign;
    private final Pursuit pursuit;
    private final OrderTracker tracker;
    private final DisasterStops disasters;
    private final NamedOrders names;
    private final DisasterNews disasterNews;
    private final EarlierStages earlier;

    OrderReports(
            final OrderParts parts,
            final NamedOrders names,
            final DisasterNews disasterNews,
            final EarlierStages earlier) {
        instruments = parts.instruments();
        gate = parts.gate();
        orders = parts.orders();
        records = parts.records();
        controls = parts.controls();
        foreign = parts.foreign();
        pursuit = parts.pursuit();
        tracker = parts.tracker();
        disasters = parts.disasters();
        this.names = names;
        this.disasterNews = disasterNews;
        this.earlier = earlier;
    }

    void onReport(final Slot slot) {
        report.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (earlier.fillsSettled() != 0) {
            gate.filled(slot.instrument(), report.header().venueTimeNs());
        }
        final int order = findReported(slot.instrument(), report.orderId());
        if (order == OrderTable.NO_ORDER) {
            onForeignReport(slot.instrument(), slot.sequence());
            return;
        }
        if (earlier.fillsSettled() != 0 && !orders.isExit(order)) {
            controls.filled(
                    slot.instrument(), earlier.fillsSettled(), orders.settled(order) == 0, slot.receiveTimeNs());
        }
        tracker.report(
                order,
                newsOf(report),
                report.venueOrderId(),
                report.cumulativeQuantity(),
                earlier.fillsSettled(),
                report.origin() != ReportOrigin.HISTORY || report.tradeId() == 0,
                slot.receiveTimeNs());
    }

    /** What a disaster stop has become bears its name, and may be told of before the venue says that it fired. */
    private int findReported(final int instrument, final OrderIdDecoder id) {
        final int order = names.order(instrument, id);
        if (order == OrderTable.NO_ORDER && names.isOurs(id) && instruments.knows(instrument)) {
            final int disaster = disasters.find(instrument, id.epoch(), id.sequence(), id.index());
            if (disaster != DisasterTable.NONE) {
                disasters.fired(disaster);
                return names.order(instrument, id);
            }
        }
        return order;
    }

    private void onForeignReport(final int instrument, final long sequence) {
        if (earlier.fillsSettled() != 0) {
            records.onAlarm(instrument, OrderTable.NO_ORDER, AlarmKind.UNEXPECTED_FILL, 0, earlier.fillsSettled());
            if (controls.isComplete()) {
                foreign.changed(
                        instrument, earlier.positionBefore(), pursuit.position(instrument), report.cause(), sequence);
            }
        } else if (report.origin() == ReportOrigin.HISTORY && report.tradeId() == 0 && isOpen(report.status())) {
            // A fill of some time ago says how far its order was then; whether that is open its state says.
            records.onAlarm(
                    instrument,
                    OrderTable.NO_ORDER,
                    AlarmKind.UNKNOWN_ORDER,
                    report.quantity(),
                    report.cumulativeQuantity());
        }
    }

    private static boolean isOpen(final OrderStatus status) {
        return status == OrderStatus.NEW || status == OrderStatus.PARTIALLY_FILLED;
    }

    void onAnswer(final Slot slot) {
        answer.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (DisasterNews.isAlgo(answer.kind())) {
            disasterNews.onAnswer(slot.instrument(), answer);
            return;
        }
        final int order = names.order(slot.instrument(), answer.orderId());
        if (order == OrderTable.NO_ORDER) {
            return;
        }
        switch (answer.kind()) {
            case PLACE -> onPlaceAnswer(order, slot.receiveTimeNs());
            case QUERY -> onQueryAnswer(order, slot.receiveTimeNs());
            // What became of a cancel, the order's own reports tell.
            default -> {}
        }
    }

    private void onPlaceAnswer(final int order, final long nowNs) {
        disasterNews.takeReplaced(orders.instrument(order), answer);
        orders.venueOrderId(order, answer.venueOrderId());
        orders.heard(order, nowNs);
        tracker.apply(order, newsOf(answer), answer.errorCode(), nowNs);
    }

    /** What the venue found comes as a report; any other trouble means to ask again. */
    private void onQueryAnswer(final int order, final long nowNs) {
        if (answer.errorCode() == NO_SUCH_ORDER) {
            tracker.notFound(order, NO_SUCH_ORDER, nowNs);
        }
    }

    void onSendFailure(final Slot slot) {
        failure.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (DisasterNews.isAlgo(failure.kind())) {
            disasterNews.onFailure(slot.instrument(), failure);
            return;
        }
        final int order = names.order(slot.instrument(), failure.orderId());
        if (order == OrderTable.NO_ORDER) {
            return;
        }
        final boolean placing = failure.kind() == AnswerKind.PLACE;
        // A question that is withheld tells that the order was: in shadow mode nothing leaves.
        if (placing || (failure.kind() == AnswerKind.QUERY && failure.reason() == SendFailureReason.WITHHELD)) {
            tracker.apply(order, newsOf(failure), 0, slot.receiveTimeNs());
        }
    }

    void onInDoubt(final Slot slot) {
        inDoubt.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final OrderIdDecoder id = inDoubt.orderId();
        final int instrument = slot.instrument();
        if (!instruments.knows(instrument) || names.order(instrument, id) != OrderTable.NO_ORDER) {
            return;
        }
        final int order = orders.add(instrument, id.epoch(), id.sequence(), id.index(), slot.receiveTimeNs());
        if (order == OrderTable.NO_ORDER) {
            records.onAlarm(instrument, order, AlarmKind.ORDER_UNKNOWN, inDoubt.quantity(), 0);
            return;
        }
        final int side = inDoubt.side() == Side.BUY ? 1 : -1;
        orders.describe(order, side, inDoubt.purpose() == OrderPurpose.EXIT, inDoubt.quantity());
        tracker.inDoubt(order, slot.receiveTimeNs());
    }

    /** While an order is under way the two may differ for a moment. */
    void onVenuePosition(final Slot slot) {
        final int instrument = slot.instrument();
        if (!gate.reconciles() || !instruments.knows(instrument) || orders.outstanding(instrument) > 0) {
            return;
        }
        venuePosition.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (gate.isOutdated(instrument, venuePosition.header().venueTimeNs())) {
            return;
        }
        final long ours = pursuit.position(instrument);
        // A spot account may hold more of the asset than this engine bought; that is others' business.
        final boolean differs =
                instruments.isSpot(instrument) ? venuePosition.quantity() < ours : venuePosition.quantity() != ours;
        final int before = gate.mismatches(instrument);
        final int mismatches = differs ? mismatches(before, venuePosition.origin()) : 0;
        gate.mismatches(instrument, mismatches);
        if (differs && mismatches < MISMATCHES && venuePosition.origin() == ReportOrigin.QUERY) {
            // Asked while something was on its way: the next comparison tells.
            return;
        }
        if (mismatches >= MISMATCHES && before < MISMATCHES) {
            records.onAlarm(instrument, OrderTable.NO_ORDER, AlarmKind.POSITION_DRIFT, venuePosition.quantity(), ours);
        }
        gate.stated(instrument, differs ? venuePosition.quantity() : ours, ours);
    }

    /** The stream states a position just before it tells the fill that made it; a reconciliation has told all fills. */
    private static int mismatches(final int before, final ReportOrigin origin) {
        return switch (origin) {
            case STREAM -> Math.max(before, 1);
            case QUERY -> Math.min(before + 1, MISMATCHES);
            default -> MISMATCHES;
        };
    }

    private static OrderNews newsOf(final ExecutionReportDecoder report) {
        return switch (report.status()) {
            case NEW -> OrderNews.REPORTED_NEW;
            case PARTIALLY_FILLED -> OrderNews.REPORTED_PART;
            case FILLED -> OrderNews.REPORTED_FILLED;
            case CANCELED -> OrderNews.REPORTED_CANCELED;
            case EXPIRED -> OrderNews.REPORTED_EXPIRED;
            case REJECTED -> OrderNews.REPORTED_REJECTED;
            // A status of a later day: its quantities still count.
            default -> null;
        };
    }

    private static OrderNews newsOf(final OrderAnswerDecoder answer) {
        if (answer.unknownOutcome() == Flag.YES) {
            return OrderNews.OUTCOME_UNKNOWN;
        }
        return answer.errorCode() == 0 ? OrderNews.ACCEPTED : OrderNews.REFUSED;
    }

    private static OrderNews newsOf(final SendFailureDecoder failure) {
        if (failure.perhapsSent() == Flag.YES) {
            return OrderNews.PERHAPS_SENT;
        }
        return failure.reason() == SendFailureReason.WITHHELD ? OrderNews.WITHHELD : OrderNews.NOT_SENT;
    }
}
