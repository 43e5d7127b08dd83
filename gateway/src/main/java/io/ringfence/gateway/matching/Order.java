package io.ringfence.gateway.matching;

import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.Side;

/** An accepted order and what has become of it. Owned by the model; others read it on the model's thread. */
public final class Order {
    private final OrderRequest request;
    private final long orderId;
    private final long acceptedTimeNs;
    private OrderStatus status = OrderStatus.NEW;
    private ExpiryReason expiryReason = ExpiryReason.NONE;
    private long filledQuantity;
    private long filledNotional;
    private long updateTimeNs;

    Order(final OrderRequest request, final long orderId, final long timeNs) {
        this.request = request;
        this.orderId = orderId;
        this.acceptedTimeNs = timeNs;
        this.updateTimeNs = timeNs;
    }

    public OrderRequest request() {
        return request;
    }

    /** From 1, per model. */
    public long orderId() {
        return orderId;
    }

    public OrderStatus status() {
        return status;
    }

    public ExpiryReason expiryReason() {
        return expiryReason;
    }

    /** Quantity units. */
    public long filledQuantity() {
        return filledQuantity;
    }

    /** Money, 1e-8, of all fills. */
    public long filledNotional() {
        return filledNotional;
    }

    /** Quantity units. */
    public long remainingQuantity() {
        return request.quantity() - filledQuantity;
    }

    public long acceptedTimeNs() {
        return acceptedTimeNs;
    }

    public long updateTimeNs() {
        return updateTimeNs;
    }

    public boolean isOpen() {
        return status == OrderStatus.NEW || status == OrderStatus.PARTIALLY_FILLED;
    }

    /** Whether the venue itself closes, by liquidation or deleveraging. */
    public boolean isForced() {
        return request.clientOrderId().startsWith("autoclose-")
                || request.clientOrderId().equals("adl_autoclose");
    }

    boolean isBuy() {
        return request.side() == Side.BUY;
    }

    void filled(final long quantity, final long notional, final long timeNs) {
        assert isOpen() && quantity > 0 && quantity <= remainingQuantity() : "fill of " + quantity + " on " + this;
        filledQuantity += quantity;
        filledNotional = Math.addExact(filledNotional, notional);
        status = remainingQuantity() == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
        updateTimeNs = timeNs;
    }

    void canceled(final long timeNs) {
        close(OrderStatus.CANCELED, timeNs);
    }

    void expired(final ExpiryReason reason, final long timeNs) {
        expiryReason = reason;
        close(OrderStatus.EXPIRED, timeNs);
    }

    private void close(final OrderStatus end, final long timeNs) {
        assert isOpen() : end + " of " + this;
        status = end;
        updateTimeNs = timeNs;
    }

    @Override
    public String toString() {
        return "order " + orderId + " " + request + " " + status + " filled=" + filledQuantity;
    }
}
