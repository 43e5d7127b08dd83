package io.ringfence.engine.simulation;

import static io.ringfence.engine.simulation.SimulatedTime.MS;
import static io.ringfence.engine.simulation.SimulatedTime.SECOND;

import io.ringfence.gateway.reconcile.Reconciler;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.ReportOrigin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The account's lists, asked for one after another while the venue goes on, and told when all are there: fills since a time and the
 * states of their orders by instrument, then balance and positions, closed by {@code Reconciled}. A run that user data
 * overtakes is dropped; one that fails is tried again after 1, 2, 4, … up to 30 s.
 */
final class AccountLists {
    static final long INITIAL = 1_000_000L * 100_000_000L;

    private static final long LONGEST_PAUSE_NS = 30 * SECOND;

    private final Plan plan;
    private final Dice dice;
    private final SimulatedTime time;
    private final Agenda agenda;
    private final SimulatedVenue venue;
    private final int instruments;
    private final Messages messages;
    private final Consumer<byte[]> engine;
    private final boolean skips;

    private boolean wild = true;
    private int life;
    private int run;
    private long firstNs;
    private long fromNs;
    private int failuresInARow;
    private long failures;

    AccountLists(
            final Plan plan,
            final Dice dice,
            final SimulatedTime time,
            final Agenda agenda,
            final SimulatedVenue venue,
            final int instruments,
            final Messages messages,
            final Consumer<byte[]> engine,
            final boolean skips) {
        this.plan = plan;
        this.dice = dice;
        this.time = time;
        this.agenda = agenda;
        this.venue = venue;
        this.instruments = instruments;
        this.messages = messages;
        this.engine = engine;
        this.skips = skips;
    }

    long failures() {
        return failures;
    }

    /** An engine begins, for which all before {@code knownUntilNs} is known or none of its business. */
    void begin(final long knownUntilNs) {
        life++;
        firstNs = knownUntilNs / MS * MS;
        fromNs = firstNs;
        failuresInARow = 0;
    }

    void calm() {
        wild = false;
    }

    /** The engine is gone. */
    void end() {
        life++;
        drop();
    }

    /** Nobody wants to know any more. */
    void drop() {
        run++;
    }

    /** Begins a run, now. */
    void ask() {
        final int mine = ++run;
        begin(mine);
    }

    private void begin(final int mine) {
        if (wild && dice.chance(plan.network().restFails())) {
            failures++;
            final long pause = Math.min(LONGEST_PAUSE_NS, SECOND << Math.min(failuresInARow++, 5));
            agenda.at(time.timeNs() + pause, () -> ifCurrent(mine, () -> begin(mine)));
            return;
        }
        new Walk(mine).start();
    }

    private void ifCurrent(final int mine, final Runnable what) {
        if (mine == run) {
            what.run();
        }
    }

    private long questionNs() {
        return dice.between(MS, 20 * MS);
    }

    /** One run. */
    private final class Walk {
        private final int mine;
        private final int ofLife = life;
        private final long beganNs = time.venueTimeNs();
        private final List<Map<Long, byte[]>> states = new ArrayList<>();
        private final List<List<VenueFill>> fills = new ArrayList<>();
        private final List<List<byte[]>> stops = new ArrayList<>();
        private final List<byte[]> told = new ArrayList<>();

        Walk(final int mine) {
            this.mine = mine;
            for (int i = 0; i <= instruments; i++) {
                states.add(new LinkedHashMap<>());
                fills.add(List.of());
                stops.add(new ArrayList<>());
            }
        }

        void start() {
            next(this::askOpen);
        }

        private void next(final Runnable step) {
            agenda.at(time.timeNs() + questionNs(), () -> ifCurrent(mine, step));
        }

        private void askOpen() {
            venue.open().forEach(this::keep);
            next(this::askStops);
        }

        private void askStops() {
            venue.resting().forEach(stop -> stops.get(stop.instrument).add(messages.stop(stop, ReportOrigin.HISTORY)));
            next(() -> askFills(1));
        }

        private void keep(final VenueOrder order) {
            states.get(order.instrument)
                    .put(
                            order.venueId,
                            messages.report(
                                    order,
                                    null,
                                    order.isOpen() ? ExecutionType.NEW : ExecutionType.OTHER,
                                    ReportOrigin.HISTORY));
        }

        private void askFills(final int instrument) {
            if (instrument > instruments) {
                next(this::askPositions);
                return;
            }
            fills.set(
                    instrument,
                    venue.fills(instrument).stream()
                            .filter(fill -> fill.timeNs() >= fromNs && !skips)
                            .toList());
            next(() -> askOrders(instrument));
        }

        private void askOrders(final int instrument) {
            final long first = fills.get(instrument).stream()
                    .filter(fill -> fill.order() != null)
                    .mapToLong(fill -> fill.order().venueId)
                    .filter(id -> !states.get(instrument).containsKey(id))
                    .min()
                    .orElse(Long.MAX_VALUE);
            venue.from(instrument, first).forEach(this::keep);
            next(() -> askFills(instrument + 1));
        }

        private void askPositions() {
            final byte[] balance = messages.balance(venue.wallet(INITIAL), time.venueTimeNs());
            final List<byte[]> positions = new ArrayList<>();
            for (int i = 1; i <= instruments; i++) {
                final long changedNs = venue.positionNs(i);
                positions.add(
                        messages.position(i, venue.position(i), changedNs == 0 ? EventLayout.NO_TIME : changedNs));
            }
            int orders = 0;
            int trades = 0;
            for (int i = 1; i <= instruments; i++) {
                orders += states.get(i).size();
                trades += fills.get(i).size();
                write(i);
            }
            told.add(balance);
            told.addAll(positions);
            final byte[] end = messages.reconciled(orders, trades, instruments);
            next(() -> tell(0, end));
        }

        private void write(final int instrument) {
            final Map<VenueOrder, Long> filled = new HashMap<>();
            for (final VenueFill fill : fills.get(instrument)) {
                final long cumulative =
                        fill.order() == null ? fill.quantity() : filled.merge(fill.order(), fill.quantity(), Long::sum);
                told.add(messages.listed(fill, cumulative));
            }
            told.addAll(states.get(instrument).values());
            told.addAll(stops.get(instrument));
        }

        /** Handed over one by one: what user data says meanwhile may come in between. */
        private void tell(final int from, final byte[] end) {
            for (int i = from; i < told.size() && ofLife == life; i++) {
                engine.accept(told.get(i));
                if (dice.chance(20_000)) {
                    final int next = i + 1;
                    agenda.at(time.timeNs() + questionNs(), () -> tell(next, end));
                    return;
                }
            }
            if (mine == run) {
                engine.accept(end);
                failuresInARow = 0;
                fromNs = Math.max(firstNs, beganNs - Reconciler.MARGIN_MS * MS);
            }
        }
    }
}
