package io.ringfence.engine.report;

import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import org.agrona.collections.Int2ObjectHashMap;

/** Counts decisions by type and follows positions and profit as they were decided. */
public final class DecisionTally {
    /** The newest position of an instrument: signed quantity, and what it cost, money 1e-8. */
    public record OpenPosition(long quantity, long openCost) {}

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderChangedDecoder changed = new OrderChangedDecoder();
    private final PositionChangedDecoder position = new PositionChangedDecoder();
    private final Int2ObjectHashMap<OpenPosition> positions = new Int2ObjectHashMap<>();

    private long decisions;
    private long ordersPlaced;
    private long ordersAcknowledged;
    private long ordersFilled;
    private long ordersRejected;
    private long ordersCancelled;
    private long stopsArmed;
    private long stopsMoved;
    private long stopsHit;
    private long realized;
    private long fees;

    /** Takes all decisions of one event. */
    public void add(final DecisionRecords records) {
        for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
            decisions++;
            switch (records.templateId(at)) {
                case OrderPlacedDecoder.TEMPLATE_ID -> ordersPlaced++;
                case OrderChangedDecoder.TEMPLATE_ID -> addOrderChange(records, at);
                case PositionChangedDecoder.TEMPLATE_ID -> addPosition(records, at);
                case StopArmedDecoder.TEMPLATE_ID -> stopsArmed++;
                case StopMovedDecoder.TEMPLATE_ID -> stopsMoved++;
                case StopHitDecoder.TEMPLATE_ID -> stopsHit++;
                default -> {
                    // Counted as a decision; the report has no line of its own for it.
                }
            }
        }
    }

    private void addOrderChange(final DecisionRecords records, final int at) {
        changed.wrapAndApplyHeader(records.buffer(), at, header);
        if (isUnanswered(changed.from()) && isAccepted(changed.to())) {
            ordersAcknowledged++;
        }
        switch (changed.to()) {
            case FILLED -> ordersFilled++;
            case REJECTED -> ordersRejected++;
            case CANCELED, EXPIRED -> ordersCancelled++;
            default -> {
                // On its way.
            }
        }
    }

    private static boolean isUnanswered(final OrderState state) {
        return state == OrderState.DECIDED || state == OrderState.UNKNOWN;
    }

    /** A report of a fill, or of an end without one, tells as much as an acknowledgement: the venue had the order. */
    private static boolean isAccepted(final OrderState state) {
        return switch (state) {
            case ACKNOWLEDGED, PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED -> true;
            default -> false;
        };
    }

    private void addPosition(final DecisionRecords records, final int at) {
        position.wrapAndApplyHeader(records.buffer(), at, header);
        positions.put(records.instrument(at), new OpenPosition(position.quantity(), position.openCost()));
        realized = position.accountRealized();
        fees = position.accountFees();
    }

    public long decisions() {
        return decisions;
    }

    public long ordersPlaced() {
        return ordersPlaced;
    }

    public long ordersAcknowledged() {
        return ordersAcknowledged;
    }

    public long ordersFilled() {
        return ordersFilled;
    }

    public long ordersRejected() {
        return ordersRejected;
    }

    /** Cancelled or expired. */
    public long ordersCancelled() {
        return ordersCancelled;
    }

    public long stopsArmed() {
        return stopsArmed;
    }

    public long stopsMoved() {
        return stopsMoved;
    }

    public long stopsHit() {
        return stopsHit;
    }

    /** Realised profit of the account before fees, money 1e-8. */
    public long realized() {
        return realized;
    }

    /** Money 1e-8; positive is a cost. */
    public long fees() {
        return fees;
    }

    /** By instrument; flat positions too. */
    public Int2ObjectHashMap<OpenPosition> positions() {
        return positions;
    }
}
