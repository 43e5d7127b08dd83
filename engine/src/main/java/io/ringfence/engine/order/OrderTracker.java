package io.ringfence.engine.order;

import io.ringfence.journal.message.AlarmKind;

/**
 * Takes what becomes known of our orders, moves their state, and notices what does not become known. Owned by {@code
 * orders}; allocates nothing.
 */
final class OrderTracker {
    private final OrderTable orders;
    private final Pursuit pursuit;
    private final OrderListener listener;
    private final long answerTimeoutNs;

    OrderTracker(
            final OrderTable orders, final Pursuit pursuit, final OrderListener listener, final long answerTimeoutNs) {
        this.orders = orders;
        this.pursuit = pursuit;
        this.listener = listener;
        this.answerTimeoutNs = answerTimeoutNs;
    }

    /**
     * A report on an order of ours.
     *
     * @param cumulative filled so far, as the report says
     * @param settled    what of it {@code portfolio} counted with this event
     */
    void report(
            final int order, final OrderNews news, final long venueOrderId, final long cumulative, final long settled) {
        orders.venueOrderId(order, venueOrderId);
        orders.filled(order, cumulative);
        orders.settle(order, settled);
        final boolean whole = orders.filled(order) >= orders.quantity(order);
        final boolean part = news == OrderNews.REPORTED_NEW && orders.filled(order) > 0;
        apply(order, whole ? OrderNews.REPORTED_FILLED : part ? OrderNews.REPORTED_PART : news, 0);
    }

    /** The one transition of an order's state. */
    void apply(final int order, final OrderNews news, final int errorCode) {
        final OrderLife from = orders.life(order);
        final OrderLife to = from.after(news);
        pursuit.woken(orders.instrument(order));
        if (to == from) {
            return;
        }
        orders.life(order, to);
        listener.onChanged(order, from, to, errorCode);
        if (to == OrderLife.UNKNOWN) {
            alarm(order, AlarmKind.ORDER_UNKNOWN, orders.quantity(order), orders.filled(order));
        }
        if (to.isEnded() && !from.isEnded()) {
            pursuit.ended(order, news);
        }
    }

    /** Called on ticks: what has been silent for too long is of unknown outcome. */
    void checkSilence(final int instrument, final long nowNs) {
        for (int order = orders.first(instrument); order < orders.end(instrument); order = orders.next(order)) {
            final boolean overdue = orders.isOutstanding(order) && nowNs - orders.placedNs(order) > answerTimeoutNs;
            if (overdue && !orders.isAlarmed(order) && listener.hasRoom()) {
                silent(order);
            }
        }
    }

    private void silent(final int order) {
        final OrderLife life = orders.life(order);
        if (life == OrderLife.DECIDED) {
            apply(order, OrderNews.TIMED_OUT, 0);
        } else if (life.isEnded()) {
            alarm(order, AlarmKind.POSITION_DRIFT, orders.filled(order), orders.settled(order));
        } else if (life == OrderLife.ACKNOWLEDGED || life == OrderLife.PARTIALLY_FILLED) {
            alarm(order, AlarmKind.ORDER_UNKNOWN, orders.quantity(order), orders.filled(order));
        }
    }

    private void alarm(final int order, final AlarmKind kind, final long expected, final long actual) {
        orders.alarmed(order);
        listener.onAlarm(orders.instrument(order), order, kind, expected, actual);
    }
}
