package io.ringfence.engine.history;

import io.ringfence.journal.dump.KnownInstruments;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.AlgoReportDecoder;
import io.ringfence.journal.message.DisasterCancelledDecoder;
import io.ringfence.journal.message.DisasterChangedDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.DisasterState;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Follows the positions of every instrument until a stop that is to rest at the venue is decided, keeps what it was placed for
 * and which one it followed, and then what became of it. Generations are told to it oldest first.
 */
final class DisasterStory implements HistoryListener {
    /** A stop at the venue and how far it had come. */
    static final class Resting {
        private final Noted placed;
        private final OrderKey id;
        private DisasterState state = DisasterState.PLACED;

        private Resting(final Noted placed) {
            this.placed = placed;
            id = OrderKey.of(placed.as(new DisasterPlacedDecoder()).orderId());
        }

        Noted placed() {
            return placed;
        }

        OrderKey id() {
            return id;
        }

        boolean isLive() {
            return state == DisasterState.PLACED || state == DisasterState.RESTING;
        }
    }

    private final OrderKey key;
    private final KnownInstruments instruments = new KnownInstruments();
    private final Int2ObjectHashMap<InstrumentPast> pasts = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<Resting> newest = new Int2ObjectHashMap<>();

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final OrderAnswerDecoder answer = new OrderAnswerDecoder();
    private final SendFailureDecoder failure = new SendFailureDecoder();
    private final AlgoReportDecoder algo = new AlgoReportDecoder();
    private final DisasterPlacedDecoder placedRecord = new DisasterPlacedDecoder();
    private final DisasterChangedDecoder changed = new DisasterChangedDecoder();
    private final DisasterCancelledDecoder cancelled = new DisasterCancelledDecoder();
    private final OrderChangedDecoder orderChanged = new OrderChangedDecoder();
    private final AlarmDecoder alarm = new AlarmDecoder();

    private final EventAtHand event = new EventAtHand();
    private OrderKey filledOrder;

    private Noted placed;
    private Resting before;
    private boolean beforeWasLive;
    private boolean openedNow;
    private Noted stop;
    private List<InstrumentPast.Entry> entries = List.of();
    private final List<Noted> venue = new ArrayList<>();
    private Noted lastChange;
    private DisasterState state = DisasterState.PLACED;
    private boolean neverAnswered;
    private boolean flatWhenCancelled;
    private boolean flat;
    private Resting successor;
    private int errorCode;
    private final FillSum fills = new FillSum();

    DisasterStory(final OrderKey key) {
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
            case ExecutionReportDecoder.TEMPLATE_ID -> {
                report.wrapAndApplyHeader(buffer, offset, header);
                filledOrder = OrderKey.of(report.orderId());
                noteEvent(report.orderId());
            }
            case AlgoReportDecoder.TEMPLATE_ID ->
                noteEvent(algo.wrapAndApplyHeader(buffer, offset, header).orderId());
            case OrderAnswerDecoder.TEMPLATE_ID ->
                noteEvent(answer.wrapAndApplyHeader(buffer, offset, header).orderId());
            case SendFailureDecoder.TEMPLATE_ID ->
                noteEvent(failure.wrapAndApplyHeader(buffer, offset, header).orderId());
            default -> {
                // The market: of interest only where something was decided on it.
            }
        }
    }

    private void noteEvent(final OrderIdDecoder id) {
        if (isOurs(id)) {
            venue.add(event.noted());
        }
    }

    private boolean isOurs(final OrderIdDecoder id) {
        return placed != null && key.matches(id);
    }

    private boolean isOurInstrument(final Noted record) {
        return placed != null && record.instrument() == placed.instrument();
    }

    @Override
    public void onDecision(final DecisionRecords records, final int at) {
        switch (records.templateId(at)) {
            case StopArmedDecoder.TEMPLATE_ID -> past(records, at).armed(event.decision(records, at));
            case StopMovedDecoder.TEMPLATE_ID -> past(records, at).moved(event.decision(records, at));
            case StopHitDecoder.TEMPLATE_ID -> onHit(event.decision(records, at));
            case PositionChangedDecoder.TEMPLATE_ID -> onPosition(event.decision(records, at));
            case DisasterPlacedDecoder.TEMPLATE_ID -> onPlaced(records, at);
            case DisasterChangedDecoder.TEMPLATE_ID -> onChanged(records, at);
            case DisasterCancelledDecoder.TEMPLATE_ID ->
                note(
                        records,
                        at,
                        cancelled
                                .wrapAndApplyHeader(records.buffer(), at, header)
                                .orderId());
            case OrderChangedDecoder.TEMPLATE_ID ->
                note(
                        records,
                        at,
                        orderChanged
                                .wrapAndApplyHeader(records.buffer(), at, header)
                                .orderId());
            case AlarmDecoder.TEMPLATE_ID -> onAlarm(records, at);
            default -> {
                // Says nothing about a stop at the venue.
            }
        }
    }

    private void note(final DecisionRecords records, final int at, final OrderIdDecoder id) {
        if (isOurs(id)) {
            venue.add(event.decision(records, at));
        }
    }

    private void onHit(final Noted hit) {
        if (isOurInstrument(hit) && isLive()) {
            venue.add(hit);
        }
    }

    private void onPosition(final Noted noted) {
        final InstrumentPast past = past(noted.instrument());
        final long realized = past.position(filledOrder == null ? new OrderKey(0, 0, 0, 0) : filledOrder, noted);
        if (!isOurInstrument(noted)) {
            return;
        }
        flat = past.quantity() == 0;
        if (filledOrder != null && isOurs(report.orderId())) {
            venue.add(noted);
            fills.add(report, noted.as(new PositionChangedDecoder()), realized);
        } else if (flat && isLive()) {
            venue.add(noted);
        }
    }

    private void onPlaced(final DecisionRecords records, final int at) {
        placedRecord.wrapAndApplyHeader(records.buffer(), at, header);
        final Resting one = new Resting(event.decision(records, at));
        final int instrument = records.instrument(at);
        final Resting former = newest.put(instrument, one);
        if (placed == null && key.matches(placedRecord.orderId())) {
            placed = one.placed();
            before = former;
            beforeWasLive = former != null && former.isLive();
            final InstrumentPast past = past(instrument);
            entries = past.entries();
            stop = past.stops().isEmpty() ? null : past.stops().get(past.stops().size() - 1);
            openedNow = !entries.isEmpty()
                    && entries.get(0).position().epoch() == placed.epoch()
                    && entries.get(0).position().sequence() == placed.sequence();
        } else if (placed != null && instrument == placed.instrument() && successor == null) {
            successor = one;
        }
    }

    private void onChanged(final DecisionRecords records, final int at) {
        changed.wrapAndApplyHeader(records.buffer(), at, header);
        final Resting one = newest.get(records.instrument(at));
        if (one != null && one.id().matches(changed.orderId())) {
            one.state = changed.to();
        }
        if (isOurs(changed.orderId())) {
            lastChange = event.decision(records, at);
            venue.add(lastChange);
            state = changed.to();
            errorCode = changed.errorCode() == 0 ? errorCode : changed.errorCode();
            if (state == DisasterState.CANCELLING) {
                flatWhenCancelled = past(records, at).quantity() == 0;
                neverAnswered = changed.from() == DisasterState.PLACED && !flatWhenCancelled;
            }
        }
    }

    /** An alarm names the instrument; it is about this stop if this stop has changed at the same event. */
    private void onAlarm(final DecisionRecords records, final int at) {
        final AlarmKind kind =
                alarm.wrapAndApplyHeader(records.buffer(), at, header).kind();
        final boolean ofStops = kind == AlarmKind.DISASTER_FIRED
                || kind == AlarmKind.DISASTER_GONE
                || kind == AlarmKind.DISASTER_REFUSED;
        if (ofStops
                && lastChange != null
                && lastChange.instrument() == records.instrument(at)
                && lastChange.epoch() == records.epoch(at)
                && lastChange.sequence() == records.sequence(at)) {
            venue.add(event.decision(records, at));
        }
    }

    private boolean isLive() {
        return state == DisasterState.PLACED || state == DisasterState.RESTING;
    }

    private InstrumentPast past(final DecisionRecords records, final int at) {
        return past(records.instrument(at));
    }

    private InstrumentPast past(final int instrument) {
        return pasts.computeIfAbsent(instrument, id -> new InstrumentPast());
    }

    @Override
    public boolean isDone() {
        return placed != null && (state == DisasterState.GONE || state == DisasterState.FIRED && flat);
    }

    boolean isFound() {
        return placed != null;
    }

    /** Whether the entry that it guards lies within what was told. */
    boolean isWhole() {
        return !entries.isEmpty();
    }

    KnownInstruments instruments() {
        return instruments;
    }

    Noted placed() {
        return placed;
    }

    /** The one of the same instrument before it. */
    Optional<Resting> before() {
        return Optional.ofNullable(before);
    }

    /** Whether that one still rested, or was to, when this one was placed. */
    boolean followsALiveOne() {
        return beforeWasLive;
    }

    /** Whether the position was opened by the event at which it was placed. */
    boolean isForANewPosition() {
        return openedNow;
    }

    /** The engine's stop as it was then. */
    Optional<Noted> stop() {
        return Optional.ofNullable(stop);
    }

    List<InstrumentPast.Entry> entries() {
        return entries;
    }

    /** What came back, and what followed from it, in order. */
    List<Noted> venue() {
        return venue;
    }

    /** The first one of the same instrument behind it. */
    Optional<Resting> successor() {
        return Optional.ofNullable(successor);
    }

    DisasterState state() {
        return state;
    }

    boolean wasNeverAnswered() {
        return neverAnswered;
    }

    boolean wasFlatWhenCancelled() {
        return flatWhenCancelled;
    }

    /** Whether a cancel was asked for. */
    boolean wasCancelled() {
        return venue.stream().anyMatch(record -> record.templateId() == DisasterCancelledDecoder.TEMPLATE_ID);
    }

    /** The venue's, of a refusal; 0 without one. */
    int errorCode() {
        return errorCode;
    }

    /** Of the order that it became. */
    FillSum fills() {
        return fills;
    }
}
