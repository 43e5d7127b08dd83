package io.ringfence.engine.campaign;

import io.ringfence.engine.testing.Decision;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.ConnectionDecoder;
import io.ringfence.journal.message.DisasterChangedDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.DisasterState;
import io.ringfence.journal.message.GenerationStartedDecoder;
import io.ringfence.journal.message.GuardedDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderInDoubtDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.ReconciledDecoder;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/**
 * Follows an engine over all its generations in its own time: what holds exits up at each moment, which are under way, what became of its
 * stops at the venue. An exit that is wanted for too long raises an alarm; here it is found out what held it up. If that was
 * nothing for as long as an alarm takes, the engine was too late.
 */
final class EngineWatch implements GenerationWalk.Visitor {
    /** The default of {@code exits.alarmAfter}. */
    static final long ALARM_AFTER_NS = 5_000_000_000L;
    /** No two events of a living engine lie further apart: there are ticks, and a played market has its pulse. */
    private static final long STANDSTILL_NS = 1_000_000_000L;

    private static final Set<OrderState> ENDS = EnumSet.of(
            OrderState.FILLED, OrderState.CANCELED, OrderState.EXPIRED, OrderState.REJECTED, OrderState.NEVER_ARRIVED);

    private final Violations violations;
    private final Tally tally;
    private final VenueBooks venue;
    private final DisasterWatch disasterWatch;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Map<Integer, Instrument> instruments = new TreeMap<>();
    private final Map<Integer, Story> stories = new TreeMap<>();
    private final Map<String, DisasterState> disasters = new HashMap<>();
    private final Set<String> cancelled = new HashSet<>();
    private int epoch;
    private long nowNs;
    private long beforeNs;
    private boolean connected;
    private boolean reconciled;
    private boolean guarded;
    private boolean down;

    /** Of an instrument. */
    private static final class Story {
        private final Set<String> underWay = new HashSet<>();
        private final Set<String> unknown = new HashSet<>();
        /** How long each thing held, by the time at which it began to. */
        private final TreeMap<Long, Hold> holds = new TreeMap<>();

        private boolean refused;
    }

    EngineWatch(final VenueBooks venue, final Violations violations, final Tally tally) {
        this.venue = venue;
        this.violations = violations;
        this.tally = tally;
        disasterWatch = new DisasterWatch(venue, violations, tally);
    }

    @Override
    public void event(final int epoch, final long timeNs, final DirectBuffer buffer, final int offset) {
        beforeNs = nowNs;
        down = epoch != this.epoch || (nowNs != 0 && timeNs - nowNs > STANDSTILL_NS);
        if (down && nowNs != 0) {
            stories.values().forEach(story -> story.holds.put(beforeNs, Hold.ENGINE_DOWN));
        }
        this.epoch = epoch;
        nowNs = timeNs;
        switch (EventLayout.templateId(buffer, offset)) {
            case GenerationStartedDecoder.TEMPLATE_ID -> {
                connected = false;
                reconciled = false;
                guarded = false;
            }
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> {
                final Instrument instrument = Instrument.decode(buffer, offset);
                instruments.put(instrument.id(), instrument);
                stories.computeIfAbsent(instrument.id(), id -> new Story());
            }
            case ConnectionDecoder.TEMPLATE_ID ->
                connection(new ConnectionDecoder().wrapAndApplyHeader(buffer, offset, header));
            case ReconciledDecoder.TEMPLATE_ID -> reconciled = true;
            case OrderInDoubtDecoder.TEMPLATE_ID ->
                inDoubt(new OrderInDoubtDecoder().wrapAndApplyHeader(buffer, offset, header));
            case OrderAnswerDecoder.TEMPLATE_ID ->
                answered(new OrderAnswerDecoder().wrapAndApplyHeader(buffer, offset, header));
            default -> {
                // Nothing that holds anything up.
            }
        }
        stories.values().forEach(this::note);
        stories.forEach(this::judgeStops);
    }

    private void connection(final ConnectionDecoder connection) {
        final boolean up = connection.state() == ChannelState.UP;
        if (connection.channel() == ChannelKind.ORDER_ENTRY) {
            connected = up;
        } else if (connection.channel() == ChannelKind.USER_DATA) {
            reconciled = false;
        }
    }

    private void inDoubt(final OrderInDoubtDecoder order) {
        final Story story = stories.get(order.header().instrument());
        if (order.purpose() == OrderPurpose.EXIT && story != null) {
            story.underWay.add(text(order.orderId()));
            story.unknown.add(text(order.orderId()));
        }
    }

    private void answered(final OrderAnswerDecoder answer) {
        if (answer.kind() == AnswerKind.ALGO_CANCEL && answer.errorCode() == 0) {
            cancelled.add(text(answer.orderId()));
        }
    }

    private void judgeStops(final int instrument, final Story story) {
        final boolean able = guarded && connected && reconciled && story.underWay.isEmpty() && !down;
        disasterWatch.look(instruments.get(instrument).symbol(), nowNs, able ? nowNs - beforeNs : 0, epoch);
    }

    private void note(final Story story) {
        final Hold hold = hold(story);
        final Map.Entry<Long, Hold> last = story.holds.lastEntry();
        if (last == null || last.getValue() != hold) {
            story.holds.put(nowNs, hold);
        }
    }

    private Hold hold(final Story story) {
        if (!connected) {
            return Hold.ORDER_ENTRY_DOWN;
        }
        if (!reconciled) {
            return Hold.RECONCILING;
        }
        if (!story.unknown.isEmpty()) {
            return Hold.UNKNOWN_OUTCOME;
        }
        if (!story.underWay.isEmpty()) {
            return Hold.UNDER_WAY;
        }
        return story.refused ? Hold.REFUSED : Hold.NOTHING;
    }

    @Override
    public void decision(final Decision decision) {
        switch (decision.templateId()) {
            case OrderPlacedDecoder.TEMPLATE_ID -> placed(decision.as(new OrderPlacedDecoder()));
            case OrderChangedDecoder.TEMPLATE_ID -> changed(decision.as(new OrderChangedDecoder()));
            case DisasterPlacedDecoder.TEMPLATE_ID ->
                disasters.put(text(decision.as(new DisasterPlacedDecoder()).orderId()), DisasterState.PLACED);
            case DisasterChangedDecoder.TEMPLATE_ID -> {
                final DisasterChangedDecoder changed = decision.as(new DisasterChangedDecoder());
                disasterChanged(changed, text(changed.orderId()));
            }
            case GuardedDecoder.TEMPLATE_ID -> guarded();
            case AlarmDecoder.TEMPLATE_ID -> alarm(decision.as(new AlarmDecoder()));
            default -> {
                // Nothing that is followed here.
            }
        }
    }

    private void placed(final OrderPlacedDecoder order) {
        if (order.purpose() == OrderPurpose.EXIT) {
            final Story story = stories.get(order.header().instrument());
            story.refused = false;
            story.underWay.add(text(order.orderId()));
            note(story);
        }
    }

    private void changed(final OrderChangedDecoder changed) {
        final Story story = stories.get(changed.header().instrument());
        final String id = text(changed.orderId());
        story.unknown.remove(id);
        if (changed.to() == OrderState.UNKNOWN && story.underWay.contains(id)) {
            story.unknown.add(id);
        } else if (ENDS.contains(changed.to())) {
            final boolean exit = story.underWay.remove(id);
            story.refused |= exit && changed.to() == OrderState.REJECTED;
        }
        note(story);
    }

    /** One that fires is an exit from then on. */
    private void disasterChanged(final DisasterChangedDecoder changed, final String id) {
        disasters.put(id, changed.to());
        if (changed.to() == DisasterState.FIRED) {
            final Story story = stories.get(changed.header().instrument());
            story.underWay.add(id);
            note(story);
        }
    }

    /** Whatever is held has a stop at the venue now, or an exit is under way. */
    private void guarded() {
        guarded = true;
        stories.forEach((instrument, story) -> {
            if (story.underWay.isEmpty()) {
                disasterWatch.guarded(instruments.get(instrument).symbol(), nowNs, epoch);
            }
        });
    }

    private void alarm(final AlarmDecoder alarm) {
        if (alarm.kind() != AlarmKind.EXIT_OVERDUE) {
            return;
        }
        final long sinceNs = nowNs - alarm.expected();
        final Map<Hold, Long> heldNs = held(stories.get(alarm.header().instrument()).holds, sinceNs);
        final long idleNs = heldNs.getOrDefault(Hold.NOTHING, 0L);
        violations.require(
                idleNs < ALARM_AFTER_NS,
                "generation " + epoch + ": an exit of "
                        + instruments.get(alarm.header().instrument()).symbol() + " was wanted for "
                        + alarm.expected() / 1_000_000 + " ms, and nothing held it up for " + idleNs / 1_000_000
                        + " ms: " + heldNs);
        tally.overdue(heldNs.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(Hold.NOTHING));
    }

    private Map<Hold, Long> held(final TreeMap<Long, Hold> holds, final long sinceNs) {
        final Map<Hold, Long> held = new EnumMap<>(Hold.class);
        final Long first = holds.floorKey(sinceNs);
        long fromNs = sinceNs;
        Hold hold = first == null ? Hold.NOTHING : holds.get(first);
        for (final Map.Entry<Long, Hold> next : holds.tailMap(sinceNs, false).entrySet()) {
            held.merge(hold, next.getKey() - fromNs, Long::sum);
            fromNs = next.getKey();
            hold = next.getValue();
        }
        held.merge(hold, nowNs - fromNs, Long::sum);
        return held;
    }

    @Override
    public void end() {
        // The crash may have cost what was decided on the answer; the engine concludes it again, and writes it nowhere.
        cancelled.forEach(id -> disasters.replace(id, DisasterState.CANCELLING, DisasterState.GONE));
        cancelled.clear();
        // What rests where the engine thinks that it doesn't has been told to it before it was guarded.
        if (guarded) {
            venue.algos().values().stream()
                    .filter(algo -> algo.rests() && algo.isOfEpochUpTo(epoch - 1))
                    .forEach(algo -> violations.require(
                            disasters.get(algo.clientId()) != DisasterState.GONE,
                            "generation " + epoch + " takes a stop for gone that rests at the venue: " + algo));
        }
    }

    /** Every stop that the engine asked for, as the engine sees it. */
    Map<String, DisasterState> disasters() {
        return disasters;
    }

    static String text(final OrderIdDecoder id) {
        return new ClientOrderId()
                .set(id.engine(), id.epoch(), id.sequence(), id.index())
                .toString();
    }
}
