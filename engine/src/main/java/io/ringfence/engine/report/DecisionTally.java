package io.ringfence.engine.report;

import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.NakedTimeDecoder;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import org.agrona.collections.Int2ObjectHashMap;

/** Counts decisions by type and follows orders, positions and profit as they were decided. One thread. */
public final class DecisionTally {
    /** The newest position of an instrument: signed quantity, and what it cost, money 1e-8. */
    public record OpenPosition(long quantity, long openCost) {}

    private static final int MAX_TEMPLATE_ID = 255;

    private final long[] byTemplate = new long[MAX_TEMPLATE_ID + 1];
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderChangedDecoder changed = new OrderChangedDecoder();
    private final PositionChangedDecoder position = new PositionChangedDecoder();
    private final NakedTimeDecoder naked = new NakedTimeDecoder();
    private final Int2ObjectHashMap<OpenPosition> positions = new Int2ObjectHashMap<>();

    private long decisions;
    private long ordersAcknowledged;
    private long ordersFilled;
    private long ordersRejected;
    private long ordersCancelled;
    private long realized;
    private long fees;
    private long nakedNs;

    /** What there was before the first decision that is taken. */
    public void begin(final long realizedBefore, final long feesBefore) {
        realized = realizedBefore;
        fees = feesBefore;
    }

    /** A position that there was before. */
    public void begin(final int instrument, final OpenPosition held) {
        positions.put(instrument, held);
    }

    /** Takes all decisions of one event. */
    public void add(final DecisionRecords records) {
        for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
            decisions++;
            byTemplate[records.templateId(at) & MAX_TEMPLATE_ID]++;
            switch (records.templateId(at)) {
                case OrderChangedDecoder.TEMPLATE_ID -> addOrderChange(records, at);
                case PositionChangedDecoder.TEMPLATE_ID -> addPosition(records, at);
                case NakedTimeDecoder.TEMPLATE_ID ->
                    nakedNs += naked.wrapAndApplyHeader(records.buffer(), at, header)
                            .durationNs();
                default -> {
                    // Counted; no more is told of it.
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

    /** All records. */
    public long decisions() {
        return decisions;
    }

    /** Records of one type, by its template id in the schema, 100 to 255. */
    public long count(final int templateId) {
        return byTemplate[templateId];
    }

    /** Orders that were decided, whether or not they could leave. */
    public long ordersPlaced() {
        return count(OrderPlacedDecoder.TEMPLATE_ID);
    }

    /** Orders that the venue took, by whatever it was first shown. */
    public long ordersAcknowledged() {
        return ordersAcknowledged;
    }

    /** Orders filled whole. */
    public long ordersFilled() {
        return ordersFilled;
    }

    /** Orders that the venue refused or that never left. */
    public long ordersRejected() {
        return ordersRejected;
    }

    /** Orders that were cancelled or expired, perhaps filled in part. */
    public long ordersCancelled() {
        return ordersCancelled;
    }

    public long stopsArmed() {
        return count(StopArmedDecoder.TEMPLATE_ID);
    }

    public long stopsMoved() {
        return count(StopMovedDecoder.TEMPLATE_ID);
    }

    public long stopsHit() {
        return count(StopHitDecoder.TEMPLATE_ID);
    }

    /** How long positions were without stop at the venue and without exit, where that is measured (spot); ns of engine time. */
    public long nakedNs() {
        return nakedNs;
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
