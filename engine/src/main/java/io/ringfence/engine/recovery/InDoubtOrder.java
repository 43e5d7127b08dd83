package io.ringfence.engine.recovery;

import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.Side;

/**
 * An order that a decision log has and the recovered state perhaps hasn't.
 *
 * @param causeSequence the event that decided it
 */
public record InDoubtOrder(
        int instrument,
        int account,
        int engineId,
        int epoch,
        long sequence,
        int index,
        long price,
        long quantity,
        Side side,
        OrderPurpose purpose,
        boolean reduceOnly,
        long causeSequence) {
    static InDoubtOrder of(final OrderPlacedDecoder placed) {
        final int instrument = placed.header().instrument();
        final int account = placed.header().account();
        final long causeSequence = placed.header().sequence();
        final OrderIdDecoder id = placed.orderId();
        return new InDoubtOrder(
                instrument,
                account,
                id.engine(),
                id.epoch(),
                id.sequence(),
                id.index(),
                placed.price(),
                placed.quantity(),
                placed.side(),
                placed.purpose(),
                placed.reduceOnly() == Flag.YES,
                causeSequence);
    }
}
