package io.ringfence.engine.simulation;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.config.RiskSettings;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.ConnectionDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.GenerationStartedDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OperatorCommandDecoder;
import io.ringfence.journal.message.ReconciledDecoder;
import io.ringfence.journal.message.VenuePositionDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Orders from decision to venue. No name is decided twice (I3). No entry before the generation has reconciled and is guarded, nor
 * while an operator or the recovery holds it (I4). What leaves has been decided, and its cause is safe (I5). Nothing
 * beyond the limits gets to the venue (I6): no order above its largest value, no position above its own, except where
 * the engine had not been told what somebody else traded when it decided.
 */
final class OrderWatch {
    private final Violations violations;
    private final SimulatedTime time;
    private final boolean device;
    private final long maxOrder;
    private final long maxPosition;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Set<OrderName> decided = new HashSet<>();
    private final Map<OrderName, Long> references = new HashMap<>();
    private final Map<OrderName, Long> sentNs = new HashMap<>();
    /** What the engine had been told of its instrument when it decided an entry. */
    private final Map<OrderName, Told> known = new HashMap<>();
    /** The newest trade of each instrument that the engine was told of: the older ones were told before, or are when it reconciles. */
    private final long[] trades;
    /** The position of each instrument as it was stated last. */
    private final long[] stated;

    private final boolean[] stopped;
    private final boolean[] killed;
    private final boolean[] held;
    private final boolean[] ending;

    private SimulatedLog events;
    private SimulatedLog decisions;
    private boolean reconciled;
    private boolean guarded;
    private long newestSent;
    private long entries;
    private long exits;
    private int reconciliations;

    OrderWatch(
            final Violations violations,
            final SimulatedTime time,
            final int instruments,
            final boolean device,
            final RiskSettings risk) {
        this.violations = violations;
        this.time = time;
        this.device = device;
        maxOrder = risk.limits().of(RiskLimit.MAX_ORDER_NOTIONAL);
        maxPosition = risk.limits().of(RiskLimit.MAX_POSITION_NOTIONAL);
        trades = new long[instruments + 1];
        stated = new long[instruments + 1];
        stopped = new boolean[instruments + 1];
        killed = new boolean[instruments + 1];
        held = new boolean[instruments + 1];
        ending = new boolean[instruments + 1];
    }

    /** A generation begins, with logs of its own. */
    void begin(final SimulatedLog events, final SimulatedLog decisions, final boolean held) {
        this.events = events;
        this.decisions = decisions;
        Arrays.fill(this.held, held);
        reconciled = false;
        guarded = false;
        newestSent = 0;
        Arrays.fill(stopped, false);
        Arrays.fill(killed, false);
        Arrays.fill(ending, false);
    }

    /** An event is about to be handed in. */
    void hears(final UnsafeBuffer event) {
        switch (header.wrap(event, 0).templateId()) {
            case ReconciledDecoder.TEMPLATE_ID -> {
                reconciled = true;
                reconciliations++;
            }
            case ConnectionDecoder.TEMPLATE_ID -> {
                final ConnectionDecoder connection = new ConnectionDecoder().wrapAndApplyHeader(event, 0, header);
                if (connection.channel() == ChannelKind.USER_DATA) {
                    reconciled = false;
                }
            }
            case OperatorCommandDecoder.TEMPLATE_ID -> {
                final OperatorCommandDecoder command =
                        new OperatorCommandDecoder().wrapAndApplyHeader(event, 0, header);
                commanded(command.command(), command.header().instrument());
            }
            case ExecutionReportDecoder.TEMPLATE_ID -> {
                final ExecutionReportDecoder report = new ExecutionReportDecoder().wrapAndApplyHeader(event, 0, header);
                final int instrument = report.header().instrument();
                trades[instrument] = Math.max(trades[instrument], report.tradeId());
            }
            case VenuePositionDecoder.TEMPLATE_ID -> {
                final VenuePositionDecoder position = new VenuePositionDecoder().wrapAndApplyHeader(event, 0, header);
                stated[position.header().instrument()] = position.quantity();
            }
            case GenerationStartedDecoder.TEMPLATE_ID -> reconciled = false;
            default -> {}
        }
    }

    private void commanded(final Command command, final int instrument) {
        switch (command) {
            case PAUSE -> stopped[instrument] = true;
            case REDUCE_ONLY, CANCEL_ALL, FLATTEN -> killed[instrument] = true;
            case LIFT -> clear(killed, instrument);
            case RESUME -> resumed(instrument);
            case STOP -> ending[instrument] = true;
            default -> {}
        }
    }

    private void resumed(final int instrument) {
        clear(stopped, instrument);
        clear(held, instrument);
    }

    /** 0 stands for all. */
    private static void clear(final boolean[] flags, final int instrument) {
        if (instrument == 0) {
            Arrays.fill(flags, false);
        } else {
            flags[instrument] = false;
        }
    }

    void guarded() {
        violations.require(reconciled, "I4", "guarded before it was reconciled");
        guarded = true;
    }

    boolean isGuarded() {
        return guarded;
    }

    void decided(final OrderName name, final int instrument, final boolean entry) {
        violations.require(decided.add(name), "I3", "order " + name + " was decided twice");
        if (!entry) {
            exits++;
            return;
        }
        entries++;
        known.put(name, new Told(trades[instrument], stated[instrument]));
        violations.require(guarded, "I4", "entry " + name + " before the generation was guarded");
        violations.require(reconciled, "I4", "entry " + name + " while the account wasn't reconciled");
        violations.require(!held[instrument], "I4", "entry " + name + " while recovery holds entries");
        violations.require(
                !stopped[instrument] && !stopped[0] && !killed[instrument] && !killed[0] && !ending[instrument],
                "I4",
                "entry " + name + " although an operator stopped them");
    }

    void sent(final VenueOrder order, final long referencePrice) {
        final OrderName name = order.name;
        references.put(name, referencePrice);
        sentNs.put(name, time.timeNs());
        left(name);
    }

    /** A stop that is to rest at the venue was decided. */
    void decidedStop(final OrderName name) {
        violations.require(decided.add(name), "I3", "stop " + name + " was decided twice");
    }

    /** A request leaves. */
    void left(final OrderName name) {
        newestSent = Math.max(newestSent, name.sequence());
        violations.require(decided.contains(name), "I5", "order " + name + " left without having been decided");
        violations.require(
                name.sequence() <= events.safeSequence() && (!device || name.sequence() <= decisions.safeSequence()),
                "I5",
                "order " + name + " left before its cause was safe: events " + events.safeSequence() + ", decisions "
                        + decisions.safeSequence());
    }

    /** When it left, engine time; 0: never. */
    long sentNs(final OrderName name) {
        return sentNs.getOrDefault(name, 0L);
    }

    /** Whether an order of event {@code sequence}, or of a later one, has left. */
    boolean hasSent(final long sequence) {
        return newestSent >= sequence;
    }

    /** A crash has left the event log up to {@code lastSequence}. */
    void crashed(final long lastSequence) {
        violations.require(
                newestSent <= lastSequence,
                "I5",
                "an order of sequence " + newestSent + " had left, the event log ends with " + lastSequence);
    }

    /** Called when the venue is about to carry {@code order} out. */
    void arrived(final VenueOrder order, final SimulatedVenue venue) {
        if (!order.entry) {
            return;
        }
        final long reference = references.get(order.name);
        violations.require(money(reference, order.quantity) <= maxOrder, "I6", "above the largest order: " + order);
        final long held = venue.position(order.instrument);
        final long after = Math.abs(held + order.side * order.quantity);
        violations.require(
                money(reference, after) <= maxPosition || isUntold(order, held, venue),
                "I6",
                "above the largest position: " + order + " on top of " + held);
    }

    /** User data may be silent for minutes: what somebody else traded meanwhile, the engine can't count. */
    private boolean isUntold(final VenueOrder order, final long held, final SimulatedVenue venue) {
        final Told told = known.get(order.name);
        return venue.byHandTrade(order.instrument) > told.trade && told.position != held;
    }

    private static long money(final long price, final long quantity) {
        return price * quantity * SimulatedVenue.MONEY_PER_UNIT;
    }

    /** Entries decided so far. */
    long entries() {
        return entries;
    }

    /** Exits decided so far. */
    long exits() {
        return exits;
    }

    int reconciliations() {
        return reconciliations;
    }

    /** The newest trade, and the position stated last. */
    private record Told(long trade, long position) {}
}
