package io.ringfence.engine.history;

import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has happened to one instrument, as far as the causes of its next order may lie in it. */
final class InstrumentPast {
    /** A signal, the event at which it was given, and the bars of that event, each behind the one before it. */
    record SignalGiven(Noted event, List<Noted> bars, Noted signal) {}

    /** An earlier order for the same purpose and of the same cause, and the newest change of its state. */
    static final class Attempt {
        private final Noted placed;
        private Noted change;

        private Attempt(final Noted placed) {
            this.placed = placed;
        }

        Noted placed() {
            return placed;
        }

        Noted newest() {
            return change == null ? placed : change;
        }
    }

    /** A stop's hit, or a portion that is to be taken, and the event that brought it. */
    record StopCrossed(Noted event, Noted hit) {}

    /** A fill that opened the position or added to it. */
    record Entry(OrderKey order, Noted position) {}

    private final Map<Integer, Noted> lastBars = new HashMap<>();
    private final List<Noted> barsOfEvent = new ArrayList<>();
    private final List<Noted> refusals = new ArrayList<>();
    private final List<Noted> stops = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private long barsSequence;
    private SignalGiven signal;
    private StopCrossed crossed;
    private StopCrossed taken;
    private Noted command;
    private final List<Noted> reasons = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private long attemptsCause;
    private int attemptsIndex;
    private long quantity;
    private long realized;

    void bar(final Noted bar, final int timeframe) {
        if (barsSequence != bar.sequence()) {
            barsSequence = bar.sequence();
            barsOfEvent.clear();
        }
        final Noted before = lastBars.put(timeframe, bar);
        if (before != null) {
            barsOfEvent.add(before);
        }
        barsOfEvent.add(bar);
    }

    void signal(final Noted event, final Noted given) {
        final List<Noted> bars = given.sequence() == barsSequence ? List.copyOf(barsOfEvent) : List.of();
        signal = new SignalGiven(event, bars, given);
        refusals.clear();
    }

    void refused(final Noted refusal) {
        refusals.add(refusal);
    }

    void armed(final Noted stop) {
        stops.clear();
        stops.add(stop);
    }

    void moved(final Noted stop) {
        stops.add(stop);
    }

    void crossed(final Noted event, final Noted hit) {
        crossed = new StopCrossed(event, hit);
        refusals.clear();
    }

    void taken(final Noted event, final Noted portion) {
        taken = new StopCrossed(event, portion);
    }

    /** What the engine decided for itself that may close positions; those of the newest event are kept. */
    void reason(final Noted decided) {
        if (!reasons.isEmpty() && !isAtOnce(reasons.get(0), decided)) {
            reasons.clear();
        }
        reasons.add(decided);
    }

    private static boolean isAtOnce(final Noted one, final Noted other) {
        return one.epoch() == other.epoch() && one.sequence() == other.sequence();
    }

    /** An order of ours is placed for this cause. */
    void attempt(final Noted placed, final long causeSequence, final int causeIndex) {
        if (attemptsCause != causeSequence || attemptsIndex != causeIndex) {
            attempts.clear();
            attemptsCause = causeSequence;
            attemptsIndex = causeIndex;
        }
        attempts.add(new Attempt(placed));
    }

    /** An order of ours moved to another state. */
    void changed(final OrderIdDecoder id, final Noted change) {
        for (final Attempt attempt : attempts) {
            if (OrderKey.of(attempt.placed.as(new OrderPlacedDecoder()).orderId())
                    .matches(id)) {
                attempt.change = change;
            }
        }
    }

    void command(final Noted given) {
        command = given;
    }

    /** Takes a fill of {@code order}; returns the profit that it realised, money 1e-8. */
    long position(final OrderKey order, final Noted noted) {
        final PositionChangedDecoder change = noted.as(new PositionChangedDecoder());
        final long before = CountedFill.before(change);
        if (Long.signum(before) != Long.signum(change.quantity())) {
            entries.clear();
        }
        if (Math.abs(change.quantity()) > Math.abs(before) || entries.isEmpty() && change.quantity() != 0) {
            entries.add(new Entry(order, noted));
        }
        final long profit = profit(change, before);
        quantity = change.quantity();
        realized = change.realizedProfit();
        return profit;
    }

    private long profit(final PositionChangedDecoder change, final long before) {
        if (CountedFill.isWhole(change)) {
            return change.fillProfit();
        }
        // An opening fill realises nothing, whatever a generation before had realised.
        return before == 0 ? 0 : change.realizedProfit() - realized;
    }

    /** Signed, as the newest fill left it. */
    long quantity() {
        return quantity;
    }

    SignalGiven signal() {
        return signal;
    }

    StopCrossed crossed() {
        return crossed;
    }

    StopCrossed taken() {
        return taken;
    }

    /** What the engine decided for itself at that event. */
    List<Noted> reasons(final long sequence) {
        return reasons.isEmpty() || reasons.get(0).sequence() != sequence ? List.of() : List.copyOf(reasons);
    }

    /** Orders of the same cause so far. */
    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    Noted command() {
        return command;
    }

    /** Refusals since the newest signal or stop hit. */
    List<Noted> refusals() {
        return List.copyOf(refusals);
    }

    /** The newest stop from arming on. */
    List<Noted> stops() {
        return List.copyOf(stops);
    }

    /** The fills that made the position. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }
}
