package io.ringfence.engine.history;

import io.ringfence.journal.dump.KnownInstruments;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.DisasterChangedDecoder;
import io.ringfence.journal.message.DisasterState;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.ForeignPositionDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.KillSwitchChangedDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OperatorCommandDecoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderCancelledDecoder;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderInDoubtDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderQueriedDecoder;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import io.ringfence.journal.message.TakeProfitDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Follows the past of every instrument until an order is decided, keeps what led to it, and then what became of it.
 * Generations are told to it oldest first.
 */
final class OrderStory implements HistoryListener {
    private static final int SIGNALS = 3;
    private static final int STOPS = 4;
    private static final int WHOLE_ACCOUNT = 0;

    /** A fill behind the order that closed, in part or whole, what the order had opened. */
    record Closing(OrderKey order, Noted position, long profit, FillCause cause) {}

    private final OrderKey key;
    private final KnownInstruments instruments = new KnownInstruments();
    private final Int2ObjectHashMap<InstrumentPast> pasts = new Int2ObjectHashMap<>();

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final OrderAnswerDecoder answer = new OrderAnswerDecoder();
    private final SendFailureDecoder failure = new SendFailureDecoder();
    private final OrderInDoubtDecoder inDoubt = new OrderInDoubtDecoder();
    private final OrderPlacedDecoder placedRecord = new OrderPlacedDecoder();
    private final OrderChangedDecoder changed = new OrderChangedDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final OrderQueriedDecoder queried = new OrderQueriedDecoder();
    private final AlarmDecoder alarm = new AlarmDecoder();
    private final BarClosedDecoder bar = new BarClosedDecoder();
    private final DisasterChangedDecoder disaster = new DisasterChangedDecoder();

    private final EventAtHand event = new EventAtHand();
    private OrderKey filledOrder;

    private Noted placed;
    private OrderPurpose purpose;
    private InstrumentPast.SignalGiven signal;
    private InstrumentPast.StopCrossed crossed;
    private Noted command;
    private List<Noted> reasons = List.of();
    private FillCause foreignCause = FillCause.ORDER;
    private List<InstrumentPast.Attempt> attempts = List.of();
    private Noted next;
    private List<Noted> refusals = List.of();
    private List<Noted> stops = List.of();
    private List<InstrumentPast.Entry> entries = List.of();
    private final List<Noted> venue = new ArrayList<>();
    private final List<Closing> closings = new ArrayList<>();
    private OrderState state = OrderState.DECIDED;
    private long reportedQuantity;
    private final FillSum fills = new FillSum();
    private boolean closed;
    private int stopMoves;

    OrderStory(final OrderKey key) {
        this.key = key;
    }

    @Override
    public void onGeneration(final RecordedGeneration generation) {
        instruments.learn(generation);
    }

    @Override
    public void onEvent(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        event.take(buffer, offset, lengthBytes);
        filledOrder = null;
        switch (EventLayout.templateId(buffer, offset)) {
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> instruments.learn(buffer, offset);
            case OperatorCommandDecoder.TEMPLATE_ID -> onCommand();
            case ExecutionReportDecoder.TEMPLATE_ID -> onReport(buffer, offset);
            case OrderAnswerDecoder.TEMPLATE_ID ->
                noteEvent(answer.wrapAndApplyHeader(buffer, offset, header).orderId());
            case SendFailureDecoder.TEMPLATE_ID ->
                noteEvent(failure.wrapAndApplyHeader(buffer, offset, header).orderId());
            case OrderInDoubtDecoder.TEMPLATE_ID ->
                noteEvent(inDoubt.wrapAndApplyHeader(buffer, offset, header).orderId());
            default -> {
                // The market: of interest only where something was decided on it.
            }
        }
    }

    private void onCommand() {
        final Noted noted = event.noted();
        if (noted.instrument() == 0) {
            pasts.values().forEach(past -> past.command(noted));
        } else {
            past(noted.instrument()).command(noted);
        }
    }

    private void onReport(final DirectBuffer buffer, final int offset) {
        report.wrapAndApplyHeader(buffer, offset, header);
        filledOrder = OrderKey.of(report.orderId());
        if (isOurs(report.orderId())) {
            venue.add(event.noted());
            reportedQuantity = Math.max(reportedQuantity, report.cumulativeQuantity());
        }
    }

    private void noteEvent(final OrderIdDecoder id) {
        if (isOurs(id)) {
            venue.add(event.noted());
        }
    }

    /** An answer to an order comes behind the decision for it, so nothing is missed before it is found. */
    private boolean isOurs(final OrderIdDecoder id) {
        return placed != null && key.matches(id);
    }

    @Override
    public void onDecision(final DecisionRecords records, final int at) {
        switch (records.templateId(at)) {
            case BarClosedDecoder.TEMPLATE_ID -> {
                bar.wrapAndApplyHeader(records.buffer(), at, header);
                past(records.instrument(at)).bar(event.decision(records, at), bar.timeframe());
            }
            case SignalDecoder.TEMPLATE_ID ->
                past(records.instrument(at)).signal(event.of(records, at), event.decision(records, at));
            case RiskRejectDecoder.TEMPLATE_ID -> past(records.instrument(at)).refused(event.decision(records, at));
            case StopArmedDecoder.TEMPLATE_ID -> onArmed(event.decision(records, at));
            case StopMovedDecoder.TEMPLATE_ID -> onMoved(event.decision(records, at));
            case StopHitDecoder.TEMPLATE_ID ->
                past(records.instrument(at)).crossed(event.of(records, at), event.decision(records, at));
            case TakeProfitDecoder.TEMPLATE_ID ->
                past(records.instrument(at)).taken(event.of(records, at), event.decision(records, at));
            case KillSwitchChangedDecoder.TEMPLATE_ID ->
                past(records.instrument(at)).reason(event.decision(records, at));
            case ForeignPositionDecoder.TEMPLATE_ID -> onForeign(event.decision(records, at));
            case PositionChangedDecoder.TEMPLATE_ID -> onPosition(event.decision(records, at));
            default -> onOrderDecision(records, at);
        }
    }

    private void onOrderDecision(final DecisionRecords records, final int at) {
        switch (records.templateId(at)) {
            case OrderPlacedDecoder.TEMPLATE_ID -> onPlaced(records, at);
            case OrderChangedDecoder.TEMPLATE_ID -> onChanged(records, at);
            case OrderCancelledDecoder.TEMPLATE_ID ->
                note(
                        records,
                        at,
                        cancelled
                                .wrapAndApplyHeader(records.buffer(), at, header)
                                .orderId());
            case OrderQueriedDecoder.TEMPLATE_ID ->
                note(
                        records,
                        at,
                        queried.wrapAndApplyHeader(records.buffer(), at, header).orderId());
            case AlarmDecoder.TEMPLATE_ID -> onAlarm(records, at);
            case DisasterChangedDecoder.TEMPLATE_ID -> onDisaster(records, at);
            default -> {
                // Hashes and the like say nothing about an order.
            }
        }
    }

    private void onAlarm(final DecisionRecords records, final int at) {
        note(records, at, alarm.wrapAndApplyHeader(records.buffer(), at, header).orderId());
        if (alarm.kind() == AlarmKind.UNGUARDED) {
            past(records.instrument(at)).reason(event.decision(records, at));
        }
    }

    /** The stop at the venue was faster: the engine wants out as well. */
    private void onDisaster(final DecisionRecords records, final int at) {
        if (disaster.wrapAndApplyHeader(records.buffer(), at, header).to() == DisasterState.FIRED) {
            past(records.instrument(at)).reason(event.decision(records, at));
        }
    }

    private void onForeign(final Noted change) {
        past(change.instrument()).reason(change);
        final FillCause cause = change.as(new ForeignPositionDecoder()).fillCause();
        foreignCause = cause == FillCause.NULL_VAL ? FillCause.ORDER : cause;
        if (!closings.isEmpty()) {
            final Closing last = closings.get(closings.size() - 1);
            if (last.position().epoch() == change.epoch() && last.position().sequence() == change.sequence()) {
                closings.set(
                        closings.size() - 1, new Closing(last.order(), last.position(), last.profit(), foreignCause));
            }
        }
    }

    private void note(final DecisionRecords records, final int at, final OrderIdDecoder id) {
        if (isOurs(id)) {
            venue.add(event.decision(records, at));
        }
    }

    private void onPlaced(final DecisionRecords records, final int at) {
        placedRecord.wrapAndApplyHeader(records.buffer(), at, header);
        final InstrumentPast past = past(records.instrument(at));
        past.attempt(event.decision(records, at), placedRecord.causeSequence(), placedRecord.causeIndex());
        if (placed != null) {
            takeNext(past, records.instrument(at));
            return;
        }
        if (!key.matches(placedRecord.orderId())) {
            return;
        }
        placed = event.decision(records, at);
        purpose = placedRecord.purpose();
        attempts = past.attempts().subList(0, past.attempts().size() - 1);
        refusals = past.refusals();
        takeCause(past, placedRecord.causeSequence(), placedRecord.causeIndex());
        if (purpose == OrderPurpose.EXIT) {
            entries = past.entries();
            stops = past.stops();
        }
    }

    /** The next order of the same cause: what this one didn't do. */
    private void takeNext(final InstrumentPast past, final int instrument) {
        final boolean same =
                past.attempts().stream().anyMatch(attempt -> attempt.placed().equals(placed));
        if (next == null && instrument == placed.instrument() && same) {
            next = past.attempts().get(past.attempts().size() - 1).placed();
        }
    }

    private void takeCause(final InstrumentPast past, final long sequence, final int index) {
        switch (index >>> Byte.SIZE) {
            case SIGNALS ->
                signal = past.signal() != null && past.signal().signal().sequence() == sequence ? past.signal() : null;
            case STOPS -> {
                crossed = isAt(past.crossed(), sequence)
                        ? past.crossed()
                        : isAt(past.taken(), sequence) ? past.taken() : null;
            }
            default -> {
                command = past.command() != null && past.command().sequence() == sequence ? past.command() : null;
                reasons = new ArrayList<>(past(WHOLE_ACCOUNT).reasons(sequence));
                reasons.addAll(past.reasons(sequence));
            }
        }
    }

    private static boolean isAt(final InstrumentPast.StopCrossed crossed, final long sequence) {
        return crossed != null && crossed.hit().sequence() == sequence;
    }

    private void onChanged(final DecisionRecords records, final int at) {
        changed.wrapAndApplyHeader(records.buffer(), at, header);
        past(records.instrument(at)).changed(changed.orderId(), event.decision(records, at));
        if (isOurs(changed.orderId())) {
            venue.add(event.decision(records, at));
            state = changed.to();
        }
    }

    private void onArmed(final Noted stop) {
        past(stop.instrument()).armed(stop);
        if (isOwnFill() && stop.instrument() == placed.instrument()) {
            venue.add(stop);
        }
    }

    private void onMoved(final Noted stop) {
        past(stop.instrument()).moved(stop);
        if (placed != null && stop.instrument() == placed.instrument() && !closed) {
            stopMoves++;
        }
    }

    private void onPosition(final Noted noted) {
        final InstrumentPast past = past(noted.instrument());
        final long before = past.quantity();
        final long realized = past.position(filledOrder == null ? new OrderKey(0, 0, 0, 0) : filledOrder, noted);
        if (isOwnFill()) {
            takeOwnFill(noted, realized);
        } else if (placed != null && noted.instrument() == placed.instrument() && fills.quantity() > 0 && !closed) {
            takeLaterFill(noted, before, past.quantity(), realized);
        }
    }

    private void takeOwnFill(final Noted noted, final long realized) {
        venue.add(noted);
        fills.add(report, noted.as(new PositionChangedDecoder()), realized);
    }

    private void takeLaterFill(final Noted noted, final long before, final long after, final long realized) {
        if (purpose == OrderPurpose.ENTRY && Math.abs(after) < Math.abs(before)
                || Long.signum(after) != Long.signum(before)) {
            closings.add(new Closing(filledOrder, noted, realized, foreignCause()));
            closed = Long.signum(after) != Long.signum(before);
        }
    }

    private FillCause foreignCause() {
        final FillCause cause = filledOrder == null ? foreignCause : report.cause();
        return cause == FillCause.NULL_VAL ? FillCause.ORDER : cause;
    }

    private boolean isOwnFill() {
        return filledOrder != null && isOurs(report.orderId());
    }

    @Override
    public boolean isDone() {
        return placed != null
                && isEnded()
                && fills.quantity() >= reportedQuantity
                && (purpose == OrderPurpose.EXIT ? isClosedOrTriedAgain() : fills.quantity() == 0 || closed);
    }

    /** An exit that was filled only in part is followed by another one, unless something else closes the position. */
    private boolean isClosedOrTriedAgain() {
        return fills.quantity() >= placed.as(new OrderPlacedDecoder()).quantity()
                || next != null
                || past(placed.instrument()).quantity() == 0;
    }

    private boolean isEnded() {
        return switch (state) {
            case DECIDED, ACKNOWLEDGED, PARTIALLY_FILLED, UNKNOWN -> false;
            default -> true;
        };
    }

    /** Whether the order was decided in what was told. */
    boolean isFound() {
        return placed != null;
    }

    /** Whether nothing that led to the order lies further back than what was told. */
    boolean isWhole() {
        final boolean caused = signal != null || crossed != null || command != null || !reasons.isEmpty();
        return caused && (purpose == OrderPurpose.ENTRY || !entries.isEmpty());
    }

    private InstrumentPast past(final int instrument) {
        return pasts.computeIfAbsent(instrument, id -> new InstrumentPast());
    }

    KnownInstruments instruments() {
        return instruments;
    }

    Noted placed() {
        return placed;
    }

    boolean isExit() {
        return purpose == OrderPurpose.EXIT;
    }

    Optional<InstrumentPast.SignalGiven> signal() {
        return Optional.ofNullable(signal);
    }

    Optional<InstrumentPast.StopCrossed> crossed() {
        return Optional.ofNullable(crossed);
    }

    Optional<Noted> command() {
        return Optional.ofNullable(command);
    }

    /** What the engine decided for itself at the cause: a kill switch, a position without a stop, the venue's stop. */
    List<Noted> reasons() {
        return reasons;
    }

    /** Earlier orders of the same cause, which didn't do it. */
    List<InstrumentPast.Attempt> attempts() {
        return attempts;
    }

    /** The next order of the same cause, if this one didn't do it either. */
    Optional<Noted> next() {
        return Optional.ofNullable(next);
    }

    /** Between cause and order. */
    List<Noted> refusals() {
        return refusals;
    }

    /** For an exit: the stop of what it closes, from arming on. */
    List<Noted> stops() {
        return stops;
    }

    /** For an exit: the fills that made the position. */
    List<InstrumentPast.Entry> entries() {
        return entries;
    }

    /** What came back, and what followed from it, in order. */
    List<Noted> venue() {
        return venue;
    }

    /** For an entry: what closed it. */
    List<Closing> closings() {
        return closings;
    }

    /** Whether the position that it opened is closed. */
    boolean isClosed() {
        return closed;
    }

    /** For an entry: how often the stop moved afterwards. */
    int stopMoves() {
        return stopMoves;
    }

    OrderState state() {
        return state;
    }

    /** Its own. */
    FillSum fills() {
        return fills;
    }
}
