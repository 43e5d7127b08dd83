package io.ringfence.engine.order;

import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Counts decisions by type, and what became of orders, from the bytes that a {@link DecisionSink} gets. Allocates
 * nothing after construction; owned by whoever feeds it.
 */
public final class DecisionTally {
    private static final int MAX_TEMPLATE_ID = 255;
    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final int TEMPLATE_ID = 2;
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    private final OrderChangedDecoder changed = new OrderChangedDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final long[] byTemplate = new long[MAX_TEMPLATE_ID + 1];

    private long decisions;
    private long acknowledged;
    private long filled;
    private long rejected;
    private long cancelled;

    /** Counts the records in {@code payload}, as {@link DecisionSink#append} describes it. */
    public void add(final DirectBuffer payload, final int offset, final int lengthBytes) {
        int at = offset;
        while (at < offset + lengthBytes) {
            final int recordBytes = payload.getInt(at, ByteOrder.LITTLE_ENDIAN);
            count(payload, at + LENGTH_BYTES);
            at += LENGTH_BYTES + ((recordBytes + Integer.BYTES - 1) & -Integer.BYTES);
        }
    }

    private void count(final DirectBuffer payload, final int at) {
        final int templateId = payload.getShort(at + TEMPLATE_ID, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        decisions++;
        byTemplate[templateId & MAX_TEMPLATE_ID]++;
        if (templateId == OrderChangedDecoder.TEMPLATE_ID) {
            header.wrap(payload, at);
            changed.wrap(payload, at + HEADER, header.blockLength(), header.version());
            countChange(changed.from(), changed.to());
        }
    }

    private void countChange(final OrderState from, final OrderState to) {
        final boolean unheard = from == OrderState.DECIDED || from == OrderState.UNKNOWN;
        if (unheard && to != OrderState.REJECTED && to != OrderState.UNKNOWN) {
            acknowledged++;
        }
        switch (to) {
            case FILLED -> filled++;
            case REJECTED -> rejected++;
            case CANCELED, EXPIRED -> cancelled++;
            default -> {}
        }
    }

    /** All records. */
    public long decisions() {
        return decisions;
    }

    /** Records of one type, by its template id in the schema, 100 to 255. */
    public long count(final int templateId) {
        return byTemplate[templateId];
    }

    /** Orders that were decided and handed to the outbox. */
    public long ordersSent() {
        return byTemplate[OrderPlacedDecoder.TEMPLATE_ID];
    }

    /** Orders that the venue took, by whatever it was first shown. */
    public long ordersAcknowledged() {
        return acknowledged;
    }

    /** Orders filled whole. */
    public long ordersFilled() {
        return filled;
    }

    /** Orders that the venue refused or that never left. */
    public long ordersRejected() {
        return rejected;
    }

    /** Orders that were cancelled or expired, perhaps filled in part. */
    public long ordersCancelled() {
        return cancelled;
    }

    public long stopsArmed() {
        return byTemplate[StopArmedDecoder.TEMPLATE_ID];
    }

    public long stopsMoved() {
        return byTemplate[StopMovedDecoder.TEMPLATE_ID];
    }

    public long stopsHit() {
        return byTemplate[StopHitDecoder.TEMPLATE_ID];
    }
}
