package io.ringfence.engine.simulation;

import static io.ringfence.engine.simulation.SimulatedTime.MS;
import static io.ringfence.engine.simulation.SimulatedTime.SECOND;

import io.ringfence.gateway.order.OrderEntry;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.DisasterCancelledDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderCancelledDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderQueriedDecoder;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * What lies between the outbox and the venue: two connections and a few lists, with what the gateway's page promises of them and
 * no more.
 *
 * <ul>
 *   <li>Order entry: a request that was written may be lost with its connection, before or after the venue acted on it; it may
 *       be late, but not later than its receive window. Answers may be lost, late (so out of their order) or come twice.
 *   <li>User data: in order, perhaps twice; a message is lost only with its connection, whose end is told behind the last
 *       that came. A connection may be dead for minutes before anybody notices.
 *   <li>Order entry connects only while user data is up. When that comes up, the account's lists are asked for.
 * </ul>
 */
final class SimulatedGateway implements OrderEntry, SimulatedVenue.Listener {
    static final long RECEIVE_WINDOW_NS = 5 * SECOND;

    private static final int UNKNOWN_FIRST = -1006;
    private static final int OVERLOADED = -1008;
    private static final int TOO_MANY_ORDERS = -1015;
    private static final int NO_MARGIN = -2019;
    private static final int BAD_GATEWAY = 503;
    private static final int LOST_WITH_ENGINE = 300_000;
    private static final int UNWRITABLE_PART = 50;
    private static final long NOTICED_AT_LATEST_NS = 420 * SECOND;

    private enum Link {
        DOWN,
        UP,
        /** Dead, and nobody knows. */
        SILENT
    }

    private final Plan plan;
    private final Dice dice;
    private final Dice venueDice;
    private final SimulatedTime time;
    private final Agenda agenda;
    private final Messages messages;
    private final OrderWatch watch;
    private final Mutant mutant;
    private final SimulatedVenue venue;
    private final AccountLists lists;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final OrderQueriedDecoder queried = new OrderQueriedDecoder();
    private final DisasterPlacedDecoder stopPlaced = new DisasterPlacedDecoder();
    private final DisasterCancelledDecoder stopCancelled = new DisasterCancelledDecoder();

    private Consumer<byte[]> ear = bytes -> {};
    private boolean wild = true;
    private boolean alive;
    private int engineLife;
    private Link entry = Link.DOWN;
    private int entryLife;
    private Link user = Link.DOWN;
    private int userLife;
    private long userTimeNs;
    private long venueUpNs;
    private VenueOrder lastSent;
    private long faults;

    SimulatedGateway(
            final Plan plan,
            final SimulatedTime time,
            final Agenda agenda,
            final SimulatedMarket market,
            final OrderWatch watch,
            final Violations violations,
            final Mutant mutant) {
        this.plan = plan;
        this.time = time;
        this.agenda = agenda;
        this.watch = watch;
        this.mutant = mutant;
        dice = new Dice(plan.seed(), Dice.Role.NETWORK);
        venueDice = new Dice(plan.seed(), Dice.Role.VENUE);
        messages = new Messages();
        venue = new SimulatedVenue(market, time, violations, this);
        lists = new AccountLists(
                plan,
                dice,
                time,
                agenda,
                venue,
                market.instruments().size(),
                messages,
                this::tell,
                mutant == Mutant.SKIP_LISTS);
    }

    SimulatedVenue venue() {
        return venue;
    }

    /** How often something went wrong on purpose. */
    long faults() {
        return faults + lists.failures();
    }

    /** An engine has started: its sessions connect. */
    void engineStarted(final Consumer<byte[]> ear, final long knownUntilNs) {
        this.ear = ear;
        alive = true;
        lists.begin(knownUntilNs);
        connectUser();
    }

    /** An engine has died, or stopped: its connections are gone, what it had sent may still arrive. */
    void engineEnded() {
        alive = false;
        engineLife++;
        entry = Link.DOWN;
        user = Link.DOWN;
        entryLife++;
        userLife++;
        lists.end();
    }

    /** From now on nothing goes wrong any more. */
    void calm() {
        wild = false;
        lists.calm();
        venueUpNs = Math.min(venueUpNs, time.timeNs() + SECOND);
        if (user == Link.SILENT) {
            loseUser();
        }
        if (entry == Link.SILENT) {
            loseEntry();
        }
    }

    /** The venue is away for a while, and with it all connections. */
    void restartVenue() {
        faults++;
        venueUpNs = time.timeNs() + dice.between(SECOND, 20 * SECOND);
        if (user != Link.DOWN) {
            loseUser();
        }
        if (entry != Link.DOWN) {
            loseEntry();
        }
    }

    private boolean goesWrong(final int chance) {
        final boolean wrong = wild && dice.chance(chance);
        faults += wrong ? 1 : 0;
        return wrong;
    }

    private boolean isVenueDown() {
        return time.timeNs() < venueUpNs;
    }

    private long latencyNs() {
        return 1 + dice.between(plan.network().latencyNs() / 2, plan.network().latencyNs());
    }

    /** What happens to the engine, while it is the one that it is meant for. */
    private void tell(final byte[] event) {
        if (alive) {
            ear.accept(event);
        }
    }

    private void inLife(final long timeNs, final Runnable what) {
        final int life = engineLife;
        agenda.at(timeNs, () -> {
            if (life == engineLife) {
                what.run();
            }
        });
    }

    // ---- connections

    private void connectUser() {
        final long pause = wild ? dice.between(5 * MS, 3 * SECOND) : 200 * MS;
        inLife(Math.max(time.timeNs() + pause, venueUpNs), () -> {
            if (isVenueDown()) {
                connectUser();
            } else {
                userUp();
            }
        });
    }

    private void userUp() {
        user = Link.UP;
        userLife++;
        userTimeNs = time.timeNs();
        tell(messages.connection(ChannelKind.USER_DATA, true));
        lists.ask();
        if (entry == Link.DOWN) {
            connectEntry();
        }
    }

    private void connectEntry() {
        final int life = ++entryLife;
        inLife(time.timeNs() + (wild ? dice.between(5 * MS, 3 * SECOND) : 100 * MS), () -> {
            if (life != entryLife || entry != Link.DOWN) {
                return;
            }
            if (user == Link.DOWN || isVenueDown()) {
                connectEntry();
            } else {
                entry = Link.UP;
                entryLife++;
                tell(messages.connection(ChannelKind.ORDER_ENTRY, true));
            }
        });
    }

    private void loseUser() {
        user = Link.DOWN;
        userLife++;
        lists.drop();
        tell(messages.connection(ChannelKind.USER_DATA, false));
        connectUser();
    }

    private void loseEntry() {
        entry = Link.DOWN;
        tell(messages.connection(ChannelKind.ORDER_ENTRY, false));
        connectEntry();
    }

    private void silenceEntry() {
        entry = Link.SILENT;
        final int life = ++entryLife;
        inLife(time.timeNs() + dice.magnitude(SECOND, NOTICED_AT_LATEST_NS), () -> {
            if (life == entryLife && entry == Link.SILENT) {
                loseEntry();
            }
        });
    }

    private void silenceUser() {
        user = Link.SILENT;
        final int life = ++userLife;
        inLife(time.timeNs() + dice.magnitude(SECOND, NOTICED_AT_LATEST_NS), () -> {
            if (life == userLife && user == Link.SILENT) {
                loseUser();
            }
        });
    }

    // ---- requests

    @Override
    public boolean isUp() {
        return entry != Link.DOWN;
    }

    @Override
    public Outcome send(final DirectBuffer record, final int offset, final int lengthBytes, final long receivedNanos) {
        if (entry == Link.DOWN) {
            return Outcome.NOT_CONNECTED;
        }
        if (goesWrong(plan.network().entryLost() / UNWRITABLE_PART)) {
            return Outcome.NOT_WRITABLE;
        }
        switch (header.wrap(record, offset).templateId()) {
            case OrderPlacedDecoder.TEMPLATE_ID -> place(placed.wrapAndApplyHeader(record, offset, header));
            case OrderCancelledDecoder.TEMPLATE_ID -> {
                cancelled.wrapAndApplyHeader(record, offset, header);
                final OrderName name = OrderName.of(cancelled.orderId());
                final int instrument = cancelled.header().instrument();
                request(() -> cancel(name, instrument));
            }
            case OrderQueriedDecoder.TEMPLATE_ID -> {
                queried.wrapAndApplyHeader(record, offset, header);
                final OrderName name = OrderName.of(queried.orderId());
                final int instrument = queried.header().instrument();
                if (mutant == Mutant.RESEND_BLINDLY && lastSent != null && lastSent.name.equals(name)) {
                    resend();
                } else {
                    request(() -> query(name, instrument));
                }
            }
            case DisasterPlacedDecoder.TEMPLATE_ID -> placeStop(stopPlaced.wrapAndApplyHeader(record, offset, header));
            case DisasterCancelledDecoder.TEMPLATE_ID -> {
                stopCancelled.wrapAndApplyHeader(record, offset, header);
                final OrderName name = OrderName.of(stopCancelled.orderId());
                final int instrument = stopCancelled.header().instrument();
                request(() -> cancelStop(name, instrument));
            }
            default -> {}
        }
        return Outcome.WRITTEN;
    }

    private void placeStop(final DisasterPlacedDecoder stop) {
        final VenueStop made = new VenueStop(
                OrderName.of(stop.orderId()),
                stop.header().instrument(),
                stop.side() == Side.BUY ? 1 : -1,
                stop.quantity(),
                stop.triggerPrice());
        watch.left(made.name);
        final long sentNs = time.timeNs();
        request(() -> arrive(made, sentNs));
    }

    private void arrive(final VenueStop stop, final long sentNs) {
        if (time.timeNs() - sentNs > RECEIVE_WINDOW_NS) {
            answer(stop, venue.refuse(stop.name, SimulatedVenue.LATE), false);
        } else if (wrongAtVenue(plan.venue().overload())) {
            answer(stop, venue.refuse(stop.name, OVERLOADED), false);
        } else if (wrongAtVenue(plan.venue().refusal())) {
            answer(stop, venue.refuse(stop.name, TOO_MANY_ORDERS), false);
        } else if (wrongAtVenue(plan.venue().unknownOutcome())) {
            if (venueDice.below(2) == 0) {
                venue.placeStop(stop);
            } else {
                venue.refuse(stop.name, UNKNOWN_FIRST);
            }
            answer(stop, UNKNOWN_FIRST, true);
        } else {
            answer(stop, venue.placeStop(stop), false);
        }
    }

    private void answer(final VenueStop stop, final int code, final boolean unknown) {
        answer(messages.answer(
                AnswerKind.ALGO_PLACE, stop.instrument, stop.name, stop.algoId, code, unknown, time.venueTimeNs()));
    }

    private void cancelStop(final OrderName name, final int instrument) {
        final boolean overloaded = wrongAtVenue(plan.venue().overload());
        final int code = overloaded ? OVERLOADED : mutant == Mutant.LEAVE_STOPS ? 0 : venue.cancelStop(name);
        final VenueStop stop = venue.findStop(name);
        answer(messages.answer(
                AnswerKind.ALGO_CANCEL,
                instrument,
                name,
                stop == null ? 0 : stop.algoId,
                code,
                false,
                time.venueTimeNs()));
    }

    private void place(final OrderPlacedDecoder order) {
        final VenueOrder made = new VenueOrder(
                OrderName.of(order.orderId()),
                order.header().instrument(),
                order.side() == Side.BUY ? 1 : -1,
                order.quantity(),
                order.price(),
                order.type() == OrderType.LIMIT
                        && (order.timeInForce() == TimeInForce.GTC || order.timeInForce() == TimeInForce.GTX),
                order.reduceOnly() == Flag.YES,
                order.purpose() == OrderPurpose.ENTRY,
                intent(order));
        watch.sent(made, order.referencePrice());
        lastSent = made;
        final long sentNs = time.timeNs();
        request(() -> arrive(made, sentNs));
    }

    /** A signal from before the generation's start may be behind it still. */
    private static String intent(final OrderPlacedDecoder order) {
        final boolean before = order.causeSequence() > order.header().sequence();
        return order.header().instrument() + (before ? "/before " : "/")
                + order.header().epoch() + "/" + order.causeSequence() + "/" + order.causeIndex();
    }

    private void resend() {
        final VenueOrder again = lastSent;
        final long sentNs = time.timeNs();
        request(() -> arrive(again, sentNs));
    }

    /** Has {@code what} happen at the venue, unless it is lost. */
    private void request(final Runnable what) {
        if (entry == Link.SILENT) {
            return;
        }
        final boolean lost = goesWrong(plan.network().entryLost());
        final boolean carried = !lost || dice.below(2) == 0;
        final long lateNs = goesWrong(plan.network().requestLate())
                ? dice.between(0, plan.network().mostLateNs())
                : 0;
        final int life = engineLife;
        if (carried) {
            agenda.at(time.timeNs() + latencyNs() + lateNs, () -> {
                if (!isVenueDown() && (life == engineLife || !dice.chance(LOST_WITH_ENGINE))) {
                    what.run();
                }
            });
        }
        if (lost) {
            inLife(time.timeNs(), () -> {
                if (entry == Link.UP) {
                    loseEntry();
                }
            });
        } else if (goesWrong(plan.network().entrySilent())) {
            silenceEntry();
        }
    }

    private void arrive(final VenueOrder order, final long sentNs) {
        if (time.timeNs() - sentNs > RECEIVE_WINDOW_NS) {
            venue.refuse(order.name, SimulatedVenue.LATE);
            answer(AnswerKind.PLACE, order, SimulatedVenue.LATE, false);
        } else if (wrongAtVenue(plan.venue().overload())) {
            venue.refuse(order.name, OVERLOADED);
            answer(AnswerKind.PLACE, order, OVERLOADED, false);
        } else if (wrongAtVenue(plan.venue().refusal())) {
            final int code = venueDice.below(2) == 0 ? NO_MARGIN : TOO_MANY_ORDERS;
            venue.refuse(order.name, code);
            answer(AnswerKind.PLACE, order, code, false);
        } else if (wrongAtVenue(plan.venue().unknownOutcome())) {
            arriveUnknown(order);
        } else {
            watch.arrived(order, venue);
            answer(AnswerKind.PLACE, order, venue.place(order), false);
        }
    }

    private void arriveUnknown(final VenueOrder order) {
        if (venueDice.below(2) == 0) {
            watch.arrived(order, venue);
            venue.place(order);
        } else {
            venue.refuse(order.name, UNKNOWN_FIRST);
        }
        final int kind = venueDice.below(3);
        answer(AnswerKind.PLACE, order, kind == 2 ? BAD_GATEWAY : UNKNOWN_FIRST - kind, true);
    }

    private boolean wrongAtVenue(final int chance) {
        final boolean wrong = wild && venueDice.chance(chance);
        faults += wrong ? 1 : 0;
        return wrong;
    }

    private void cancel(final OrderName name, final int instrument) {
        final int code = venue.cancel(name);
        final VenueOrder order = venue.find(name);
        answer(messages.answer(
                AnswerKind.CANCEL,
                instrument,
                name,
                order == null ? 0 : order.venueId,
                code,
                false,
                time.venueTimeNs()));
    }

    private void query(final OrderName name, final int instrument) {
        final VenueOrder order = venue.find(name);
        if (order != null) {
            answer(messages.report(
                    order, null, order.isOpen() ? ExecutionType.NEW : ExecutionType.OTHER, ReportOrigin.QUERY));
        } else if (wrongAtVenue(plan.venue().overload())) {
            answer(messages.answer(AnswerKind.QUERY, instrument, name, 0, OVERLOADED, false, time.venueTimeNs()));
        } else {
            answer(messages.answer(
                    AnswerKind.QUERY, instrument, name, 0, SimulatedVenue.NO_SUCH_ORDER, false, time.venueTimeNs()));
        }
    }

    private void answer(final AnswerKind kind, final VenueOrder order, final int code, final boolean unknown) {
        answer(messages.answer(kind, order.instrument, order.name, order.venueId, code, unknown, time.venueTimeNs()));
    }

    private void answer(final byte[] event) {
        if (entry != Link.UP || goesWrong(plan.network().answerDropped())) {
            return;
        }
        answerAt(event);
        if (goesWrong(plan.network().answerTwice())) {
            answerAt(event);
        }
    }

    private void answerAt(final byte[] event) {
        final int life = entryLife;
        final long lateNs = goesWrong(plan.network().answerLate())
                ? dice.between(0, plan.network().mostLateNs())
                : 0;
        inLife(time.timeNs() + latencyNs() + lateNs, () -> {
            if (life == entryLife && entry == Link.UP) {
                tell(event);
            }
        });
    }

    // ---- user data

    @Override
    public void onReport(final VenueOrder order, final VenueFill fill, final ExecutionType type) {
        if (fill != null) {
            tellAccount(order.instrument);
        }
        report(messages.report(order, fill, type, ReportOrigin.STREAM), fill != null);
    }

    @Override
    public void onForeignFill(final VenueFill fill) {
        tellAccount(fill.instrument());
        report(messages.foreign(fill, ReportOrigin.STREAM), true);
    }

    @Override
    public void onStop(final VenueStop stop) {
        report(messages.stop(stop, ReportOrigin.STREAM), false);
    }

    @Override
    public void onFunding(final long change) {
        report(messages.funding(change, time.venueTimeNs()), false);
        report(messages.balance(venue.wallet(AccountLists.INITIAL), time.venueTimeNs()), false);
    }

    private void tellAccount(final int instrument) {
        final long nowNs = time.venueTimeNs();
        report(messages.balance(venue.wallet(AccountLists.INITIAL), nowNs), false);
        report(messages.position(instrument, venue.position(instrument), nowNs), false);
    }

    private void report(final byte[] event, final boolean fill) {
        if (user != Link.UP) {
            return;
        }
        if (goesWrong(plan.network().userDataLost())) {
            loseUser();
            return;
        }
        if (goesWrong(plan.network().userDataSilent())) {
            silenceUser();
            return;
        }
        if (fill && mutant == Mutant.FORGET_FILLS && dice.below(4) == 0) {
            return;
        }
        reportAt(event);
        if (goesWrong(plan.network().reportTwice())) {
            reportAt(event);
        }
    }

    private void reportAt(final byte[] event) {
        final int life = userLife;
        final long lateNs = goesWrong(plan.network().answerLate() / 4)
                ? dice.between(0, plan.network().mostLateNs())
                : 0;
        userTimeNs = Math.max(userTimeNs, time.timeNs() + latencyNs() + lateNs);
        inLife(userTimeNs, () -> {
            if (life == userLife) {
                tell(event);
            }
        });
    }

    /** Whether user data and order entry are there and working. */
    boolean isConnected() {
        return user == Link.UP && entry == Link.UP;
    }
}
