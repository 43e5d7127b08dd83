package io.ringfence.engine.order;

import io.ringfence.engine.risk.RiskControls;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.AlarmKind;

/**
 * Takes what becomes known of our orders, moves their state, notices what does not become known, and has the venue asked
 * about it. One mechanism for an order whose answer is lost, overdue or unknown to the venue itself, and for those that a crash left
 * without an end:
 *
 * <ul>
 *   <li>It is in doubt until a report tells its state. Meanwhile the venue is asked by its name: at once, then after 1 s, 2 s, 4 s,
 *       8 s, 8 s, ..., at most {@value #QUERIES_PER_TICK} orders a tick, while order entry is up and the venue listens.
 *   <li>That the venue doesn't know it counts only if it was asked later than the arrival limit after the order was made, and
 *       {@value #CONCLUSIVE} times in all: before that it may still be on its way. Then it never arrived.
 *   <li>Never sent again blindly: what follows from a resolved order is decided anew.
 * </ul>
 *
 * Owned by {@code orders}; allocates nothing.
 */
final class OrderTracker {
    static final int QUERIES_PER_TICK = 2;
    static final int CONCLUSIVE = 2;

    private static final long FIRST_INTERVAL_NS = 1_000_000_000L;
    private static final int MAX_DOUBLINGS = 3;

    private final OrderTable orders;
    private final Pursuit pursuit;
    private final OrderListener listener;
    private final RiskControls controls;
    private final long answerTimeoutNs;
    private final long arrivalLimitNs;

    private boolean orderEntryUp;
    private int queriesLeft;

    OrderTracker(
            final OrderTable orders,
            final Pursuit pursuit,
            final OrderListener listener,
            final RiskControls controls,
            final long answerTimeoutNs,
            final long arrivalLimitNs) {
        this.orders = orders;
        this.pursuit = pursuit;
        this.listener = listener;
        this.controls = controls;
        this.answerTimeoutNs = answerTimeoutNs;
        this.arrivalLimitNs = arrivalLimitNs;
    }

    static long stateBytes() {
        return Long.BYTES;
    }

    void save(final StateWriter state) {
        state.putFlag(orderEntryUp);
    }

    void load(final StateReader state) {
        orderEntryUp = state.getFlag();
    }

    /** A generation starts: nobody knows what became of the orders that had no end in the one before. */
    void generationStarted(final int highestInstrument, final long nowNs) {
        orderEntryUp = false;
        for (int order = orders.first(1); order < orders.end(highestInstrument); order = orders.next(order)) {
            if (orders.isUsed(order)) {
                orders.noLaterThan(order, nowNs);
                if (!orders.life(order).isEnded()) {
                    orders.doubt(order, nowNs);
                }
            }
        }
    }

    void orderEntryUp(final boolean up) {
        orderEntryUp = up;
    }

    /** An order that only the decision log of the generation before knows. */
    void inDoubt(final int order, final long nowNs) {
        orders.doubt(order, nowNs);
        pursuit.woken(orders.instrument(order));
    }

    /**
     * A report on an order of ours.
     *
     * @param news       null if its word for the state isn't known here; its quantities count all the same
     * @param cumulative filled so far, as the report says
     * @param settled    what of it {@code portfolio} counted with this event
     * @param states     whether it tells the order's state, and not just one fill of some time ago
     */
    void report(
            final int order,
            final OrderNews news,
            final long venueOrderId,
            final long cumulative,
            final long settled,
            final boolean states,
            final long nowNs) {
        orders.venueOrderId(order, venueOrderId);
        orders.settle(order, settled);
        orders.filled(order, Math.max(cumulative, orders.settled(order)));
        orders.heard(order, nowNs);
        final boolean some = orders.filled(order) > 0;
        final boolean whole = orders.filled(order) >= orders.quantity(order);
        final boolean part = some && (news == null || news == OrderNews.REPORTED_NEW);
        if (whole || part || news != null) {
            apply(order, whole ? OrderNews.REPORTED_FILLED : part ? OrderNews.REPORTED_PART : news, 0, nowNs);
        }
        if (states && news != null) {
            orders.cleared(order);
        }
    }

    /** The one transition of an order's state. */
    void apply(final int order, final OrderNews news, final int errorCode, final long nowNs) {
        final OrderLife from = orders.life(order);
        final OrderLife to = from.after(news);
        pursuit.woken(orders.instrument(order));
        if (to == from) {
            return;
        }
        orders.life(order, to);
        listener.onChanged(order, from, to, errorCode);
        if (to == OrderLife.UNKNOWN) {
            orders.doubt(order, nowNs);
            alarm(order, AlarmKind.ORDER_UNKNOWN, orders.quantity(order), orders.filled(order));
        } else if (to == OrderLife.NEVER_ARRIVED) {
            alarm(order, AlarmKind.ORDER_NEVER_ARRIVED, orders.quantity(order), orders.queries(order));
        }
        if (to.isEnded() && !from.isEnded()) {
            orders.cleared(order);
            // That its fills go unheard is another alarm than that its state did.
            orders.alarmed(order, false);
            pursuit.ended(order, news, errorCode);
        }
    }

    /** The venue knows no order of that name. */
    void notFound(final int order, final int errorCode, final long nowNs) {
        final boolean lateEnough = orders.queriedNs(order) - orders.placedNs(order) > arrivalLimitNs;
        if (orders.isInDoubt(order) && orders.notFound(order) >= CONCLUSIVE && lateEnough) {
            apply(order, OrderNews.NOT_FOUND, errorCode, nowNs);
        }
    }

    /** Called first on a tick. */
    void tick() {
        queriesLeft = QUERIES_PER_TICK;
    }

    /**
     * Called on ticks: what has been silent for too long is in doubt, and the venue is asked about it.
     *
     * @param reconciling whether fills that went unheard are still to be told: then a filled order may wait for them
     */
    void check(final int instrument, final boolean reconciling, final long nowNs) {
        for (int order = orders.firstOfUse(instrument); order != OrderTable.NO_ORDER; order = orders.nextOfUse(order)) {
            if (listener.hasRoom()) {
                checkOrder(order, reconciling, nowNs);
            }
        }
    }

    private void checkOrder(final int order, final boolean reconciling, final long nowNs) {
        final OrderLife life = orders.life(order);
        final boolean overdue = nowNs - orders.heardNs(order) > answerTimeoutNs;
        if (life.isEnded()) {
            if (overdue && !reconciling && !orders.isAlarmed(order)) {
                alarm(order, AlarmKind.POSITION_DRIFT, orders.filled(order), orders.settled(order));
            }
            return;
        }
        if (life == OrderLife.DECIDED && (overdue || orders.isInDoubt(order))) {
            apply(order, OrderNews.TIMED_OUT, 0, nowNs);
        } else if (overdue && !orders.isInDoubt(order)) {
            silent(order, nowNs);
        }
        ask(order, nowNs);
    }

    /** The venue had it, and says no more. */
    private void silent(final int order, final long nowNs) {
        orders.doubt(order, nowNs);
        if (!orders.isAlarmed(order)) {
            alarm(order, AlarmKind.ORDER_UNKNOWN, orders.quantity(order), orders.filled(order));
        }
    }

    private void ask(final int order, final long nowNs) {
        final long notBeforeNs = Math.max(orders.queryNotBeforeNs(order), controls.blockedUntilNs());
        final boolean due = orders.isInDoubt(order) && nowNs >= notBeforeNs;
        if (!due || !orderEntryUp || queriesLeft == 0 || !listener.hasRoom()) {
            return;
        }
        queriesLeft--;
        orders.queried(order, nowNs, nextQueryNs(order, nowNs));
        listener.onQueried(order, orders.queries(order));
    }

    /** Not later than the first moment at which the answer can be conclusive. */
    private long nextQueryNs(final int order, final long nowNs) {
        final long regular = nowNs + (FIRST_INTERVAL_NS << Math.min(orders.queries(order), MAX_DOUBLINGS));
        final long conclusive = orders.placedNs(order) + arrivalLimitNs + 1;
        return nowNs < conclusive ? Math.min(regular, Math.max(conclusive, nowNs + FIRST_INTERVAL_NS)) : regular;
    }

    private void alarm(final int order, final AlarmKind kind, final long expected, final long actual) {
        orders.alarmed(order, true);
        listener.onAlarm(orders.instrument(order), order, kind, expected, actual);
    }
}
