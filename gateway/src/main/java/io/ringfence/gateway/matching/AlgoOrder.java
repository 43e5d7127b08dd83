package io.ringfence.gateway.matching;

import io.ringfence.journal.message.AlgoStatus;

/** A conditional order that the model has taken. Changed by the model alone. */
public final class AlgoOrder {
    private final AlgoRequest request;
    private final long algoId;
    private final long acceptedTimeNs;
    private AlgoStatus status = AlgoStatus.NEW;
    private long updateTimeNs;
    private long triggerTimeNs;
    private long orderId;
    private String rejectReason = "";

    AlgoOrder(final AlgoRequest request, final long algoId, final long timeNs) {
        this.request = request;
        this.algoId = algoId;
        acceptedTimeNs = timeNs;
        updateTimeNs = timeNs;
    }

    public AlgoRequest request() {
        return request;
    }

    /** From 1, per model. */
    public long algoId() {
        return algoId;
    }

    public AlgoStatus status() {
        return status;
    }

    /** Market time, as are the others. */
    public long acceptedTimeNs() {
        return acceptedTimeNs;
    }

    public long updateTimeNs() {
        return updateTimeNs;
    }

    /** 0 before it fired. */
    public long triggerTimeNs() {
        return triggerTimeNs;
    }

    /** Of the order that it became; 0 before. */
    public long orderId() {
        return orderId;
    }

    /** Why what it became was refused; else empty. */
    public String rejectReason() {
        return rejectReason;
    }

    /** Whether it waits for its price. */
    public boolean isResting() {
        return status == AlgoStatus.NEW;
    }

    void triggering(final long timeNs) {
        triggerTimeNs = timeNs;
        moved(AlgoStatus.TRIGGERING, timeNs);
    }

    void became(final long id) {
        orderId = id;
    }

    void rejected(final String reason, final long timeNs) {
        rejectReason = reason;
        moved(AlgoStatus.REJECTED, timeNs);
    }

    void moved(final AlgoStatus to, final long timeNs) {
        status = to;
        updateTimeNs = timeNs;
    }
}
