package io.ringfence.engine.recovery;

import io.ringfence.engine.order.DecisionSink;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Collects the orders among the decisions that it gets. */
final class LoggedOrders implements DecisionSink {
    private final DecisionRecords records = new DecisionRecords();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final List<InDoubtOrder> orders = new ArrayList<>();

    @Override
    public void append(final long sequence, final DirectBuffer payload, final int offset, final int lengthBytes) {
        records.wrap(payload, offset, lengthBytes);
        for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
            if (records.templateId(at) == OrderPlacedDecoder.TEMPLATE_ID) {
                orders.add(InDoubtOrder.of(placed.wrapAndApplyHeader(payload, at, header)));
            }
        }
    }

    List<InDoubtOrder> orders() {
        return List.copyOf(orders);
    }
}
