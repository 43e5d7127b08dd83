package io.ringfence.gateway.simulated;

import io.ringfence.gateway.matching.AlgoOrder;
import io.ringfence.gateway.matching.Order;
import io.ringfence.journal.message.AlgoStatus;
import io.ringfence.journal.message.Side;

/** An order as spot knows it: a conditional one is the same order before and after it comes to its price. Owned by the venue's event loop. */
final class SpotOrder {
    private final AlgoOrder waiting;
    private Order working;

    /** @param waiting null unless it is conditional */
    SpotOrder(final AlgoOrder waiting, final Order working) {
        this.waiting = waiting;
        this.working = working;
    }

    /** It has come to its price. */
    void works(final Order order) {
        working = order;
    }

    /** Null before it came to its price. */
    Order working() {
        return working;
    }

    boolean isConditional() {
        return waiting != null;
    }

    boolean isOpen() {
        return working == null ? waiting.isResting() : working.isOpen();
    }

    long orderId() {
        return waiting == null ? working.orderId() : waiting.algoId();
    }

    int account() {
        return waiting == null ? working.request().account() : waiting.request().account();
    }

    int instrument() {
        return waiting == null
                ? working.request().instrument()
                : waiting.request().instrument();
    }

    String clientOrderId() {
        return waiting == null
                ? working.request().clientOrderId()
                : waiting.request().clientAlgoId();
    }

    Side side() {
        return waiting == null ? working.request().side() : waiting.request().side();
    }

    long quantity() {
        return waiting == null
                ? working.request().quantity()
                : waiting.request().quantity();
    }

    long price() {
        return waiting == null ? working.request().price() : 0;
    }

    long stopPrice() {
        return waiting == null ? 0 : waiting.request().triggerPrice();
    }

    String type() {
        return waiting == null ? working.request().type().name() : "STOP_LOSS";
    }

    String timeInForce() {
        return waiting == null ? working.request().timeInForce().name() : "GTC";
    }

    String status() {
        if (working != null) {
            return working.status().name();
        }
        final AlgoStatus status = waiting.status();
        return switch (status) {
            case CANCELED -> "CANCELED";
            case REJECTED, EXPIRED -> "EXPIRED";
            default -> "NEW";
        };
    }

    long filled() {
        return working == null ? 0 : working.filledQuantity();
    }

    long filledNotional() {
        return working == null ? 0 : working.filledNotional();
    }

    long acceptedTimeNs() {
        return waiting == null ? working.acceptedTimeNs() : waiting.acceptedTimeNs();
    }

    long updateTimeNs() {
        return working == null ? waiting.updateTimeNs() : working.updateTimeNs();
    }
}
