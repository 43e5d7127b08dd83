package io.ringfence.engine.alarm;

import io.ringfence.journal.message.AlarmKind;

/**
 * An alarm as people are told of it.
 *
 * @param epoch    with {@code sequence} the event that raised it
 * @param kind     as in the decision log, or {@link #WATCH_BLIND}
 * @param symbol   empty if it concerns no instrument
 * @param orderId  the client order id; empty if it concerns no order
 * @param expected in the unit of its kind, as is {@code actual}
 */
public record AlarmNotice(
        int engineId,
        int epoch,
        long sequence,
        String kind,
        String symbol,
        String orderId,
        long expected,
        long actual) {
    /** The decision log isn't followed any further, since it is damaged or the watch failed: no alarm behind {@code sequence} is sure to be told of. */
    public static final String WATCH_BLIND = "WATCH_BLIND";

    /**
     * Whether the venue may know of fills that the books lack: it states another position, perhaps for a fill that it listed late, or the reports of an
     * order went unheard.
     */
    public boolean doubtsBooks() {
        return kind.equals(AlarmKind.POSITION_DRIFT.name()) || kind.equals(AlarmKind.ORDER_UNKNOWN.name());
    }

    /** In one line. */
    public String text() {
        return kind + (symbol.isEmpty() ? "" : " " + symbol) + " expected=" + expected + " actual=" + actual
                + (orderId.isEmpty() ? "" : " order=" + orderId) + " engine=" + engineId + " epoch=" + epoch
                + " sequence=" + sequence;
    }
}
